CREATE TABLE "table_versions" (
	"account_id" text NOT NULL,
	"version" integer NOT NULL,
	"night" text NOT NULL,
	"tables" jsonb NOT NULL,
	"background" double precision NOT NULL,
	"calls" integer NOT NULL,
	"based_on" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "table_versions_account_id_version_pk" PRIMARY KEY("account_id","version")
);
--> statement-breakpoint
CREATE TABLE "threshold_history" (
	"account_id" text NOT NULL,
	"site" text NOT NULL,
	"night" text NOT NULL,
	"precision" double precision NOT NULL,
	"threshold" double precision NOT NULL,
	"claims" integer NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "threshold_history_site_night_pk" PRIMARY KEY("site","night")
);
--> statement-breakpoint
CREATE TABLE "version_choices" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"version" integer,
	"by_key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "table_versions_night" ON "table_versions" USING btree ("account_id","night");--> statement-breakpoint
CREATE UNIQUE INDEX "version_choices_account" ON "version_choices" USING btree ("account_id","id");