CREATE TABLE "region_ranges" (
	"set_id" integer NOT NULL,
	"first" "inet" NOT NULL,
	"region" text,
	CONSTRAINT "region_ranges_set_id_first_pk" PRIMARY KEY("set_id","first")
);
--> statement-breakpoint
CREATE TABLE "region_sets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "region_sets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"state" text DEFAULT 'loading' NOT NULL,
	"source" text NOT NULL,
	"attribution" text NOT NULL,
	"report" jsonb NOT NULL,
	"built_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "region_ranges" ADD CONSTRAINT "region_ranges_set_id_region_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."region_sets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "region_sets_current" ON "region_sets" USING btree ("state") WHERE state = 'current';