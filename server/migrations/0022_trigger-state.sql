CREATE TABLE "trigger_polls" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"trigger_id" text NOT NULL,
	"outcome" text NOT NULL,
	"found" integer NOT NULL,
	"error" text,
	"upstream_status" integer,
	"times" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "trigger_instances" ADD COLUMN "last_success_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trigger_instances" ADD COLUMN "stalls_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trigger_instances" ADD COLUMN "stalled_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "trigger_polls_list" ON "trigger_polls" USING btree ("trigger_id","at");--> statement-breakpoint
CREATE INDEX "trigger_polls_age" ON "trigger_polls" USING btree ("at");--> statement-breakpoint
CREATE INDEX "trigger_instances_stalling" ON "trigger_instances" USING btree ("stalls_at") WHERE "trigger_instances"."disabled_at" is null and "trigger_instances"."stalled_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_subject" ON "webhook_deliveries" USING btree ("subject_id","created_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_age" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_of_event" ON "webhook_deliveries" USING btree ("event_id");