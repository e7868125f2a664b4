CREATE SEQUENCE "public"."event_positions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
DROP INDEX "events_waiting";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "recorded" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "position" bigint;--> statement-breakpoint
CREATE INDEX "events_sequence" ON "events" USING btree ("project_id","position");--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject_id","occurred_at");--> statement-breakpoint
CREATE INDEX "events_age" ON "events" USING btree ("occurred_at");--> statement-breakpoint
CREATE INDEX "events_waiting" ON "events" USING btree ("recorded") WHERE "events"."taken_at" is null;