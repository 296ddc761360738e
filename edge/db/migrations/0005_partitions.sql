-- drizzle cannot say that a table is partitioned: the columns, keys and indexes are those of the *.table.ts, written again here.
-- Months are UTC's. What belongs to no month that there is stays in the default partition until its month is added.
CREATE FUNCTION rotary_add_month(parent text, key text, month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	part text := parent || to_char(month, '"_"YYYY"_"MM');
	begins timestamptz := month::timestamp AT TIME ZONE 'UTC';
	ends timestamptz := (month::timestamp + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('rotary_add_month'));
	IF to_regclass(quote_ident(part)) IS NOT NULL THEN RETURN false; END IF;
	EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS)', part, parent);
	EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
		parent || '_default', key, begins, key, ends, part);
	EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, begins, ends);
	RETURN true;
END $$;
--> statement-breakpoint
CREATE FUNCTION rotary_drop_months(parent text, before date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	part text;
	dropped integer := 0;
BEGIN
	FOR part IN
		SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
		WHERE i.inhparent = parent::regclass AND c.relname ~ ('^' || parent || '_\d{4}_\d{2}$')
			AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
	LOOP
		EXECUTE format('DROP TABLE %I', part);
		dropped := dropped + 1;
	END LOOP;
	RETURN dropped;
END $$;
--> statement-breakpoint
UPDATE "session_events" SET "born" = "at";
--> statement-breakpoint
UPDATE "sessions" SET "touched_at" = "started_at";
--> statement-breakpoint
ALTER TABLE "session_events" RENAME TO "session_events_plain";
--> statement-breakpoint
CREATE TABLE "session_events" (LIKE "session_events_plain" INCLUDING DEFAULTS) PARTITION BY RANGE ("born");
--> statement-breakpoint
CREATE TABLE "session_events_default" PARTITION OF "session_events" DEFAULT;
--> statement-breakpoint
INSERT INTO "session_events" SELECT * FROM "session_events_plain";
--> statement-breakpoint
DROP TABLE "session_events_plain";
--> statement-breakpoint
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_site_id_born_pk" PRIMARY KEY ("site", "id", "born");
--> statement-breakpoint
CREATE INDEX "session_events_session" ON "session_events" USING btree ("session", "at");
--> statement-breakpoint
CREATE INDEX "session_events_taps" ON "session_events" USING btree ("at") WHERE type = 'tap';
--> statement-breakpoint
ALTER TABLE "leases" RENAME TO "leases_plain";
--> statement-breakpoint
CREATE TABLE "leases" (LIKE "leases_plain" INCLUDING DEFAULTS) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "leases_default" PARTITION OF "leases" DEFAULT;
--> statement-breakpoint
INSERT INTO "leases" SELECT * FROM "leases_plain";
--> statement-breakpoint
DROP TABLE "leases_plain";
--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_site_entry_slot_at_pk" PRIMARY KEY ("site", "entry", "slot", "at");
--> statement-breakpoint
CREATE INDEX "leases_session" ON "leases" USING btree ("session");
--> statement-breakpoint
CREATE INDEX "leases_number_time" ON "leases" USING btree ("number", "at");
--> statement-breakpoint
DO $$
DECLARE
	month date;
BEGIN
	FOR month IN
		SELECT date_trunc('month', born AT TIME ZONE 'UTC')::date FROM session_events
		UNION SELECT generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'), now() AT TIME ZONE 'UTC' + interval '2 months', interval '1 month')::date
	LOOP
		PERFORM rotary_add_month('session_events', 'born', month);
	END LOOP;
	FOR month IN
		SELECT date_trunc('month', at AT TIME ZONE 'UTC')::date FROM leases
		UNION SELECT generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'), now() AT TIME ZONE 'UTC' + interval '2 months', interval '1 month')::date
	LOOP
		PERFORM rotary_add_month('leases', 'at', month);
	END LOOP;
END $$;
