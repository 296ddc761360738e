ALTER TABLE "idempotency_keys" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" DROP COLUMN "body";