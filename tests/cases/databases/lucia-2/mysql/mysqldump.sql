/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- ------------------------------------------------------
-- Server version	10.11.19-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `group`
--

DROP TABLE IF EXISTS `group`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `group` (
  `id` varchar(255) CHARACTER SET latin1 COLLATE latin1_general_cs NOT NULL,
  `user_id` varchar(15) CHARACTER SET latin1 COLLATE latin1_general_cs NOT NULL,
  `hashed_password` varchar(255) DEFAULT NULL,
  `note` text DEFAULT NULL,
  `created` datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  PRIMARY KEY (`id`),
  KEY `group_user` (`user_id`),
  CONSTRAINT `group_ibfk_1` FOREIGN KEY (`user_id`) REFERENCES `order` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci ROW_FORMAT=DYNAMIC;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `group`
--

LOCK TABLES `group` WRITE;
/*!40000 ALTER TABLE `group` DISABLE KEYS */;
INSERT INTO `group` VALUES
('Email:Ann@example.org','Ben000000000002',NULL,NULL,'2020-01-01 00:00:00.000000'),
('email:ANN@example.org','ANN000000000001','s2:A:B',NULL,'2020-01-01 00:00:00.000000'),
('email:ann@example.org','ann000000000001','s2:a:b','it\'s a \\ back\nslash','2020-01-01 00:00:00.123456'),
('GitHub:1','ann000000000001',NULL,NULL,'2020-01-01 00:00:00.000000'),
('github:1','Ben000000000002',NULL,NULL,'2020-01-01 00:00:00.000000'),
('gitlab:1 ','ANN000000000001',NULL,NULL,'2020-01-01 00:00:00.000000'),
('twitter:a:b:c','Ben000000000002',NULL,NULL,'2020-01-01 00:00:00.000000'),
('username:münchen','Ben000000000002','',NULL,'2020-01-01 00:00:00.000000');
/*!40000 ALTER TABLE `group` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Temporary table structure for view `logins`
--

DROP TABLE IF EXISTS `logins`;
/*!50001 DROP VIEW IF EXISTS `logins`*/;
SET @saved_cs_client     = @@character_set_client;
SET character_set_client = utf8mb4;
/*!50001 CREATE VIEW `logins` AS SELECT
 NULL AS `user_id`,
 NULL AS `n` */;
SET character_set_client = @saved_cs_client;

--
-- Temporary table structure for view `open``sessions`
--

DROP TABLE IF EXISTS `open``sessions`;
/*!50001 DROP VIEW IF EXISTS `open``sessions`*/;
SET @saved_cs_client     = @@character_set_client;
SET character_set_client = utf8mb4;
/*!50001 CREATE VIEW `open``sessions` AS SELECT
 NULL AS `id`,
 NULL AS `email` */;
SET character_set_client = @saved_cs_client;

--
-- Table structure for table `order`
--

DROP TABLE IF EXISTS `order`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `order` (
  `id` varchar(15) CHARACTER SET latin1 COLLATE latin1_general_cs NOT NULL,
  `email` varchar(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'it''s; "the" address',
  `hashed_password` varchar(255) DEFAULT NULL,
  `roles` set('a','b','d') NOT NULL DEFAULT 'a',
  `settings` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`settings`)),
  `full` varchar(255) GENERATED ALWAYS AS (concat(convert(`id` using utf8mb4),':',`email`)) VIRTUAL,
  `born` year(4) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`),
  FULLTEXT KEY `words` (`hashed_password`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `order`
--

LOCK TABLES `order` WRITE;
/*!40000 ALTER TABLE `order` DISABLE KEYS */;
INSERT INTO `order` VALUES
('ANN000000000001','ANN@example.org',NULL,'a',NULL,'ANN000000000001:ANN@example.org',NULL),
('ann000000000001','ann@example.org','old','a,b','{\"a\": [1, 2]}','ann000000000001:ann@example.org',NULL),
('Ben000000000002',NULL,NULL,'d',NULL,NULL,NULL);
/*!40000 ALTER TABLE `order` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `select`
--

DROP TABLE IF EXISTS `select`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `select` (
  `id` varchar(127) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` varchar(15) CHARACTER SET latin1 COLLATE latin1_general_cs NOT NULL,
  `active_expires` bigint(20) unsigned NOT NULL,
  `idle_expires` bigint(20) unsigned NOT NULL DEFAULT 0,
  `desc` mediumtext DEFAULT NULL,
  `point` point DEFAULT NULL,
  `ip` varbinary(16) DEFAULT NULL,
  `hours` decimal(20,3) GENERATED ALWAYS AS (char_length(`desc`) / 2) STORED,
  `seen` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (`id`),
  KEY `one_per_end` (`user_id`,`seen`,`idle_expires`),
  KEY `user_id` (`user_id`),
  KEY `desc` (`desc`(20),`active_expires`),
  CONSTRAINT `select_ibfk_1` FOREIGN KEY (`user_id`) REFERENCES `order` (`id`) ON UPDATE CASCADE,
  CONSTRAINT `CONSTRAINT_1` CHECK (`active_expires` <= `idle_expires`),
  CONSTRAINT `ip_ok` CHECK (octet_length(`ip`) in (4,16))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `select`
--

LOCK TABLES `select` WRITE;
/*!40000 ALTER TABLE `select` DISABLE KEYS */;
INSERT INTO `select` VALUES
('0','ANN000000000001',0,0,'',NULL,0x00000000000000000000000000000001,0.000,'2022-01-02 00:00:00'),
('9','ANN000000000001',0,253402300799999,'',NULL,NULL,0.000,'2022-01-03 00:00:00'),
('aB','ann000000000001',1700086400999,1701296000999,'long text',NULL,0x0A000001,4.500,'2022-01-01 00:00:00'),
('ab','Ben000000000002',4102444800999,4102444801000,NULL,NULL,NULL,NULL,'2022-01-01 00:00:00');
/*!40000 ALTER TABLE `select` ENABLE KEYS */;
UNLOCK TABLES;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb4 */ ;
/*!50003 SET character_set_results = utf8mb4 */ ;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `visit` AFTER UPDATE ON `select` FOR EACH ROW BEGIN
  IF NEW.user_id <> OLD.user_id OR NEW.`desc` <=> 'x;y' THEN
    INSERT INTO visits (session) VALUES (NEW.id); 
  END IF;
END 
*/;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb4 */ ;
/*!50003 SET character_set_results = utf8mb4 */ ;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `visit2` BEFORE DELETE ON `select` FOR EACH ROW BEGIN
  INSERT INTO visits (session) VALUES (NULL);
END 
*/;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;

--
-- Table structure for table `visits`
--

DROP TABLE IF EXISTS `visits`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `visits` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `session` varchar(127) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `visits_session` (`session`),
  CONSTRAINT `visits_session` FOREIGN KEY (`session`) REFERENCES `select` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB AUTO_INCREMENT=44 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `visits`
--

LOCK TABLES `visits` WRITE;
/*!40000 ALTER TABLE `visits` DISABLE KEYS */;
INSERT INTO `visits` VALUES
(42,NULL),
(43,'9'),
(40,'aB'),
(41,'ab');
/*!40000 ALTER TABLE `visits` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Dumping routines for database 'mysqldump'
--

--
-- Final view structure for view `logins`
--

/*!50001 DROP VIEW IF EXISTS `logins`*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 SET @saved_cs_results         = @@character_set_results */;
/*!50001 SET @saved_col_connection     = @@collation_connection */;
/*!50001 SET character_set_client      = utf8mb4 */;
/*!50001 SET character_set_results     = utf8mb4 */;
/*!50001 SET collation_connection      = utf8mb4_general_ci */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `logins` AS select `group`.`user_id` AS `user_id`,count(0) AS `n` from `group` group by `group`.`user_id` */;
/*!50001 SET character_set_client      = @saved_cs_client */;
/*!50001 SET character_set_results     = @saved_cs_results */;
/*!50001 SET collation_connection      = @saved_col_connection */;

--
-- Final view structure for view `open``sessions`
--

/*!50001 DROP VIEW IF EXISTS `open``sessions`*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 SET @saved_cs_results         = @@character_set_results */;
/*!50001 SET @saved_col_connection     = @@collation_connection */;
/*!50001 SET character_set_client      = utf8mb4 */;
/*!50001 SET character_set_results     = utf8mb4 */;
/*!50001 SET collation_connection      = utf8mb4_general_ci */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `open``sessions` AS select `s`.`id` AS `id`,`o`.`email` AS `email` from (`select` `s` join `order` `o` on(`o`.`id` = `s`.`user_id`)) where `s`.`ip` is not null */;
/*!50001 SET character_set_client      = @saved_cs_client */;
/*!50001 SET character_set_results     = @saved_cs_results */;
/*!50001 SET collation_connection      = @saved_col_connection */;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed
