CREATE TABLE "realtime_publisher" (
	"id" integer PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"leased_until" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "events_position" ON "events" USING btree ("position");