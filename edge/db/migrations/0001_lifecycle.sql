CREATE TABLE "events" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"type" text NOT NULL,
	"cause" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"account_id" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"status" integer,
	"body" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "unhealthy" text;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "rule" text;--> statement-breakpoint
CREATE UNIQUE INDEX "events_cause" ON "events" USING btree ("cause");--> statement-breakpoint
CREATE INDEX "events_account_time" ON "events" USING btree ("account_id","at","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_time" ON "idempotency_keys" USING btree ("at");