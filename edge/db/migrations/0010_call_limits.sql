CREATE TABLE "call_limits" (
	"account_id" text PRIMARY KEY NOT NULL,
	"concurrent_calls" integer,
	"destination_minutes" integer,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;