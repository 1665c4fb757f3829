-- NextAuth 3 with the Prisma adapter of its time, and an application around it.
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "providerType" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "refreshToken" TEXT,
    "accessToken" TEXT,
    "accessTokenExpires" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL,
    "sessionToken" TEXT NOT NULL,
    "accessToken" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "emailVerified" TIMESTAMP(3),
    "image" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "VerificationRequest" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "VerificationRequest_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "authorId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);
CREATE TABLE session (note text);
CREATE UNIQUE INDEX "Account.providerId_providerAccountId_unique" ON "Account"("providerId", "providerAccountId");
CREATE UNIQUE INDEX "Session.sessionToken_unique" ON "Session"("sessionToken");
CREATE UNIQUE INDEX "Session.accessToken_unique" ON "Session"("accessToken");
CREATE UNIQUE INDEX "User.email_unique" ON "User"("email");
CREATE UNIQUE INDEX "VerificationRequest.token_unique" ON "VerificationRequest"("token");
CREATE UNIQUE INDEX "VerificationRequest.identifier_token_unique" ON "VerificationRequest"("identifier", "token");
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TABLE "LoginNote" (
    "accountId" TEXT NOT NULL REFERENCES "Account"("id"),
    "note" TEXT
);
CREATE VIEW "Authors" AS SELECT u."id", u."name", count(p."id") AS posts FROM "User" u LEFT JOIN "Post" p ON p."authorId" = u."id" GROUP BY u."id";

-- Anna has two accounts and two sessions, one of them over. Berta came by a link. Carl has no address. Dora has nothing.

INSERT INTO "User" VALUES
  ('ckanna', 'Anna', 'Anna@Example.org', NULL, 'https://example.org/a.png', '2020-01-02 03:04:05.678', '2020-01-02 03:04:05.678'),
  ('ckberta', NULL, 'berta@example.org', '2021-06-07 08:09:10.111', NULL, '2021-06-07 08:09:10', '2021-06-07 08:09:10'),
  ('ckcarl', 'Carl', NULL, NULL, NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO "Account" VALUES
  ('a1', 'ckanna', 'oauth', 'github', '1001', NULL, 'gho_1', NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('a2', 'ckanna', 'oauth', 'google', '2002', '1//r', 'ya29', '2021-12-31 23:59:59.75', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('a3', 'ckcarl', 'oauth', 'azure-ad-b2c', 'a:b', NULL, 'ey''J', NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO "Session" VALUES
  ('s1', 'ckanna', '2033-05-18 03:33:20.123', 'live-of-anna', 'access-1', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('s2', 'ckanna', '2019-01-01 00:00:00', 'over-of-anna', 'access-2', '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO "VerificationRequest" VALUES
  ('v1', 'new@example.org', '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed', '2033-05-18 03:33:20', '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO "Post" ("authorId", "title") VALUES ('ckanna', 'One'), ('ckberta', 'Two');
INSERT INTO session VALUES ('of something else');
INSERT INTO "LoginNote" VALUES ('a1', 'asked about it'), ('a3', NULL);
