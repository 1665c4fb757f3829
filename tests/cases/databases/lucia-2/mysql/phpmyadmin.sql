-- phpMyAdmin SQL Dump
-- version 5.2.1
-- https://www.phpmyadmin.net/
--
-- Host: localhost:3306
-- Generation Time: Jan 05, 2024 at 10:00 AM
-- Server version: 10.6.16-MariaDB
-- PHP Version: 8.2.0

SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
SET time_zone = "+00:00";


/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;

--
-- Database: `app`
--

-- --------------------------------------------------------

--
-- Table structure for table `auth_key`
--

CREATE TABLE `auth_key` (
  `id` varchar(191) NOT NULL,
  `user_id` int(11) NOT NULL,
  `hashed_password` text DEFAULT NULL,
  `no` int(11) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

--
-- Dumping data for table `auth_key`
--

INSERT INTO `auth_key` (`id`, `user_id`, `hashed_password`, `no`) VALUES
('email:ann@example.org', 0, 's2:a:b', 1),
('github:1;\n--', 0, NULL, 2),
('github:2\'', 7, NULL, 3),
('google:\\', 7, NULL, 4),
('username:Zoë', 7, 's2:c:d', 5);

-- --------------------------------------------------------

--
-- Table structure for table `auth_session`
--

CREATE TABLE `auth_session` (
  `id` varchar(191) NOT NULL,
  `user_id` int(11) DEFAULT NULL,
  `active_expires` bigint(20) DEFAULT NULL,
  `idle_expires` bigint(20) NOT NULL COMMENT 'ms; not s',
  `lang` char(2) DEFAULT 'en',
  `ts` timestamp NULL DEFAULT NULL ON UPDATE current_timestamp()
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci COMMENT='sessions; Lucia''s';

--
-- Dumping data for table `auth_session`
--

INSERT INTO `auth_session` (`id`, `user_id`, `active_expires`, `idle_expires`, `lang`, `ts`) VALUES
('s1', 7, 1754000000000, 1755209600000, 'en', NULL),
('s2', NULL, NULL, 0, NULL, '2024-01-01 00:00:00'),
('s3', 0, 5, 4, 'de', '2024-01-01 00:00:00');

-- --------------------------------------------------------

--
-- Table structure for table `auth_user`
--

CREATE TABLE `auth_user` (
  `id` int(11) NOT NULL,
  `name` varchar(191) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

--
-- Dumping data for table `auth_user`
--

INSERT INTO `auth_user` (`id`, `name`) VALUES
(0, 'zero'),
(7, NULL);

-- --------------------------------------------------------

--
-- Stand-in structure for view `sessions_by_language`
-- (See below for the actual view)
--
CREATE TABLE `sessions_by_language` (
`lang` char(2)
,`n` bigint(21)
);

-- --------------------------------------------------------

--
-- Structure for view `sessions_by_language`
--
DROP TABLE IF EXISTS `sessions_by_language`;

CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `sessions_by_language`  AS SELECT `auth_session`.`lang` AS `lang`, count(0) AS `n` FROM `auth_session` GROUP BY `auth_session`.`lang` ;

--
-- Indexes for dumped tables
--

--
-- Indexes for table `auth_key`
--
ALTER TABLE `auth_key`
  ADD PRIMARY KEY (`id`),
  ADD UNIQUE KEY `no` (`no`),
  ADD KEY `auth_key_user` (`user_id`);

--
-- Indexes for table `auth_session`
--
ALTER TABLE `auth_session`
  ADD PRIMARY KEY (`id`),
  ADD KEY `auth_session_user` (`user_id`),
  ADD KEY `ends` (`idle_expires`,`user_id`) USING BTREE;

--
-- Indexes for table `auth_user`
--
ALTER TABLE `auth_user`
  ADD PRIMARY KEY (`id`);

--
-- AUTO_INCREMENT for dumped tables
--

--
-- AUTO_INCREMENT for table `auth_key`
--
ALTER TABLE `auth_key`
  MODIFY `no` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=6;

--
-- AUTO_INCREMENT for table `auth_user`
--
ALTER TABLE `auth_user`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=8;

--
-- Constraints for dumped tables
--

--
-- Constraints for table `auth_key`
--
ALTER TABLE `auth_key`
  ADD CONSTRAINT `auth_key_ibfk_1` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`) ON DELETE CASCADE ON UPDATE CASCADE;

--
-- Constraints for table `auth_session`
--
ALTER TABLE `auth_session`
  ADD CONSTRAINT `auth_session_ibfk_1` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`) ON DELETE SET NULL ON UPDATE CASCADE;
COMMIT;

/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
