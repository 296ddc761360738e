CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"role" text NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "routes" (
	"id" text PRIMARY KEY NOT NULL,
	"site_id" text NOT NULL,
	"destination" text NOT NULL,
	"forward" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"secret" text NOT NULL,
	"options" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"id" text PRIMARY KEY NOT NULL,
	"site_id" text NOT NULL,
	"route_id" text NOT NULL,
	"e164" text NOT NULL,
	"slot" text NOT NULL,
	"text" text,
	"format" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "number_moves" (
	"number" text NOT NULL,
	"cause" text NOT NULL,
	"account_id" text,
	"from_state" text,
	"to_state" text NOT NULL,
	"site" text,
	"route_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "number_moves_number_cause_pk" PRIMARY KEY("number","cause")
);
--> statement-breakpoint
CREATE TABLE "numbers" (
	"number" text PRIMARY KEY NOT NULL,
	"region" text NOT NULL,
	"connection_id" text NOT NULL,
	"state" text DEFAULT 'free' NOT NULL,
	"account_id" text,
	"site" text,
	"route_id" text,
	"source" text,
	"state_since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"site" text NOT NULL,
	"entry" text NOT NULL,
	"slot" text NOT NULL,
	"session" text NOT NULL,
	"visitor" text,
	"page" text NOT NULL,
	"request" text,
	"number" text NOT NULL,
	"route_id" text NOT NULL,
	"region" text NOT NULL,
	"how" text NOT NULL,
	"step" integer NOT NULL,
	"rest_ms" bigint,
	"shared" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "leases_site_entry_slot_pk" PRIMARY KEY("site","entry","slot")
);
--> statement-breakpoint
CREATE TABLE "session_events" (
	"id" text NOT NULL,
	"site" text NOT NULL,
	"session" text NOT NULL,
	"page" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "session_events_site_id_pk" PRIMARY KEY("site","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"site" text NOT NULL,
	"visitor" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"landing" text NOT NULL,
	"referrer" text NOT NULL,
	"source" text NOT NULL,
	"medium" text NOT NULL,
	"campaign" text,
	"content" text,
	"term" text,
	"channel" text NOT NULL,
	"click_id" text,
	"click_network" text,
	"device" text NOT NULL,
	"region" text,
	"region_by" text NOT NULL,
	"language" text NOT NULL,
	"time_zone" text NOT NULL,
	"consent" text NOT NULL,
	"params" jsonb NOT NULL,
	"page_views" integer DEFAULT 0 NOT NULL,
	"engaged_ms" bigint DEFAULT 0 NOT NULL,
	"suspect" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"site" text NOT NULL,
	"entry" text NOT NULL,
	"reason" text NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "dead_letters_site_entry_pk" PRIMARY KEY("site","entry")
);
--> statement-breakpoint
CREATE TABLE "call_events" (
	"connection_id" text NOT NULL,
	"key" text NOT NULL,
	"external_id" text NOT NULL,
	"account_id" text NOT NULL,
	"site" text,
	"route_id" text,
	"region" text,
	"event" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "call_events_connection_id_external_id_key_pk" PRIMARY KEY("connection_id","external_id","key")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" text PRIMARY KEY NOT NULL,
	"connection_id" text NOT NULL,
	"external_id" text NOT NULL,
	"account_id" text NOT NULL,
	"site" text,
	"number" text,
	"route_id" text,
	"region" text,
	"caller" text,
	"direction" text NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"talk_sec" integer,
	"wait_sec" integer,
	"recordings" jsonb NOT NULL,
	"event_count" integer NOT NULL,
	"label" text,
	"session" text,
	"visitor" text,
	"confidence" double precision,
	"candidates" jsonb,
	"background" double precision,
	"threshold" double precision,
	"source" text,
	"attributed_at" timestamp (3) with time zone,
	"spam" text,
	"spam_verdict" boolean,
	"tags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"note" text,
	"value" numeric(14, 2),
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"credentials" text NOT NULL,
	"key_id" text NOT NULL,
	"settings" jsonb NOT NULL,
	"fallback" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routes" ADD CONSTRAINT "routes_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_route_id_routes_id_fk" FOREIGN KEY ("route_id") REFERENCES "public"."routes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "routes_destination" ON "routes" USING btree ("site_id","destination");--> statement-breakpoint
CREATE UNIQUE INDEX "sites_key" ON "sites" USING btree ("key");--> statement-breakpoint
CREATE INDEX "sites_account" ON "sites" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "targets_slot" ON "targets" USING btree ("site_id","slot");--> statement-breakpoint
CREATE INDEX "number_moves_time" ON "number_moves" USING btree ("number","at");--> statement-breakpoint
CREATE INDEX "numbers_account" ON "numbers" USING btree ("account_id","number");--> statement-breakpoint
CREATE INDEX "numbers_site" ON "numbers" USING btree ("site","state");--> statement-breakpoint
CREATE INDEX "numbers_free" ON "numbers" USING btree ("region","state");--> statement-breakpoint
CREATE INDEX "leases_session" ON "leases" USING btree ("session");--> statement-breakpoint
CREATE INDEX "leases_number_time" ON "leases" USING btree ("number","at");--> statement-breakpoint
CREATE INDEX "session_events_session" ON "session_events" USING btree ("session","at");--> statement-breakpoint
CREATE INDEX "sessions_account_time" ON "sessions" USING btree ("account_id","started_at","id");--> statement-breakpoint
CREATE INDEX "sessions_site_seen" ON "sessions" USING btree ("site","last_seen_at");--> statement-breakpoint
CREATE INDEX "sessions_visitor" ON "sessions" USING btree ("visitor");--> statement-breakpoint
CREATE INDEX "dead_letters_time" ON "dead_letters" USING btree ("at");--> statement-breakpoint
CREATE INDEX "call_events_account_time" ON "call_events" USING btree ("account_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_external" ON "calls" USING btree ("connection_id","external_id");--> statement-breakpoint
CREATE INDEX "calls_account_time" ON "calls" USING btree ("account_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_site_time" ON "calls" USING btree ("site","started_at");--> statement-breakpoint
CREATE INDEX "calls_number_time" ON "calls" USING btree ("number","started_at");--> statement-breakpoint
CREATE INDEX "calls_caller_time" ON "calls" USING btree ("account_id","caller","started_at");--> statement-breakpoint
CREATE INDEX "calls_session" ON "calls" USING btree ("session");--> statement-breakpoint
CREATE INDEX "connections_account" ON "connections" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "connections_key" ON "connections" USING btree ("key_id");