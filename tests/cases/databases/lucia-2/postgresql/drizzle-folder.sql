-- 0000_init.sql, 0001_sessions.sql and 0002_types.sql of a drizzle-kit folder, one after the other.
DO $$ BEGIN
 CREATE TYPE "public"."plan" AS ENUM('free', 'pro');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "auth_user" (
	"id" varchar(15) PRIMARY KEY NOT NULL,
	"username" varchar(64) NOT NULL,
	"plan" "plan" DEFAULT 'free' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "auth_user_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "user_key" (
	"id" varchar(255) PRIMARY KEY NOT NULL,
	"user_id" varchar(15) NOT NULL,
	"hashed_password" varchar(255)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "user_session" (
	"id" varchar(128) PRIMARY KEY NOT NULL,
	"user_id" varchar(15) NOT NULL,
	"active_expires" bigint NOT NULL,
	"idle_expires" bigint NOT NULL
);
--> statement-breakpoint
DO $$ BEGIN
 ALTER TABLE "user_key" ADD CONSTRAINT "user_key_user_id_auth_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_user"("id") ON DELETE no action ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
DO $$ BEGIN
 ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_auth_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE cascade ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idle_idx" ON "user_session" USING btree ("idle_expires" DESC NULLS LAST);
ALTER TABLE "user_session" ADD COLUMN "fresh" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "user_session" ADD COLUMN "previous" varchar(128);--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_previous_fk" FOREIGN KEY ("previous") REFERENCES "public"."user_session"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "all_fresh" ON "user_session" USING btree ("user_id") WHERE "fresh" = true;--> statement-breakpoint
ALTER TABLE "user_key" ADD COLUMN "created_at" timestamp DEFAULT '2024-02-29';--> statement-breakpoint
ALTER TABLE "user_session" RENAME CONSTRAINT "user_session_user_id_auth_user_id_fk" TO "session_user_fk";--> statement-breakpoint
ALTER TABLE "auth_user" ALTER COLUMN "id" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "user_session" ALTER COLUMN "user_id" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "auth_user" DROP COLUMN IF EXISTS "created_at";
INSERT INTO "auth_user" (id, username) VALUES ('a', 'ann'), ('b', 'ben');
INSERT INTO user_key (id, user_id, hashed_password) VALUES ('username:ann', 'a', 's2:1:2'), ('discord:5', 'a', NULL), ('username:ben', 'b', NULL), (repeat('k', 254) || ':', 'b', NULL), ('x:' || repeat('y', 253), 'b', 'long');
INSERT INTO user_session (id, user_id, active_expires, idle_expires, fresh, previous) VALUES ('s1', 'a', 1, 1500, true, NULL), ('s2', 'a', 1754000000000, 4102444800000, false, 's1'), ('s3', 'b', 0, 0, true, 's3');
