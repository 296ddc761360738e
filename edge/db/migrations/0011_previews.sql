CREATE TABLE "previews" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"site" text NOT NULL,
	"url" text NOT NULL,
	"host" text NOT NULL,
	"key_id" text NOT NULL,
	"can_add" boolean DEFAULT false NOT NULL,
	"added" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "previews" ADD CONSTRAINT "previews_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "previews_account" ON "previews" USING btree ("account_id","created_at","id");--> statement-breakpoint
CREATE INDEX "previews_end" ON "previews" USING btree ("expires_at");