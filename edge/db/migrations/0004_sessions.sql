CREATE TABLE "bot_visits" (
	"site" text NOT NULL,
	"entry" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "bot_visits_site_entry_pk" PRIMARY KEY("site","entry")
);
--> statement-breakpoint
CREATE TABLE "touches" (
	"site" text NOT NULL,
	"visitor" text NOT NULL,
	"session" text NOT NULL,
	"mark" text NOT NULL,
	"account_id" text NOT NULL,
	"entry" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"direct" boolean NOT NULL,
	"touch" jsonb NOT NULL,
	CONSTRAINT "touches_site_visitor_session_mark_pk" PRIMARY KEY("site","visitor","session","mark")
);
--> statement-breakpoint
CREATE TABLE "visitors" (
	"site" text NOT NULL,
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"first" jsonb NOT NULL,
	"last" jsonb NOT NULL,
	"last_non_direct" jsonb,
	"touches" jsonb NOT NULL,
	CONSTRAINT "visitors_site_id_pk" PRIMARY KEY("site","id")
);
--> statement-breakpoint
ALTER TABLE "session_events" ADD COLUMN "born" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "leases" DROP CONSTRAINT "leases_site_entry_slot_pk";--> statement-breakpoint
ALTER TABLE "session_events" DROP CONSTRAINT "session_events_site_id_pk";--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_site_entry_slot_at_pk" PRIMARY KEY("site","entry","slot","at");--> statement-breakpoint
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_site_id_born_pk" PRIMARY KEY("site","id","born");--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "retention" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "phrase" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "referrer_host" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "rule" text DEFAULT 'direct' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "touch" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "credit" jsonb;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "touched_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "touch_rank" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "touch_entry" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "params_seen" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "bot_visits_account_time" ON "bot_visits" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "touches_time" ON "touches" USING btree ("site","at");--> statement-breakpoint
CREATE INDEX "visitors_account_time" ON "visitors" USING btree ("account_id","last_at","id");--> statement-breakpoint
CREATE INDEX "visitors_last" ON "visitors" USING btree ("site","last_at");--> statement-breakpoint
CREATE INDEX "sessions_account_source" ON "sessions" USING btree ("account_id","source","started_at");