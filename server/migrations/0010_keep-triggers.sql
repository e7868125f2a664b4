CREATE TABLE "trigger_instances" (
	"id" text PRIMARY KEY NOT NULL,
	"uuid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"project_id" text NOT NULL,
	"toolkit" text NOT NULL,
	"slug" text NOT NULL,
	"version" text NOT NULL,
	"connected_account_id" text NOT NULL,
	"auth_config_id" text NOT NULL,
	"user_id" text NOT NULL,
	"config" jsonb NOT NULL,
	"config_hash" text NOT NULL,
	"endpoint_id" text,
	"route_key" text,
	"disabled_at" timestamp with time zone,
	"disabled_by" text,
	"disabled_reason" text,
	"state" jsonb NOT NULL,
	"next_poll_at" timestamp with time zone,
	"last_poll_at" timestamp with time zone,
	"last_event_at" timestamp with time zone,
	"consecutive_errors" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "trigger_instances_config" UNIQUE("project_id","connected_account_id","slug","config_hash")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"toolkit" text NOT NULL,
	"client_id" text,
	"account_id" text,
	"trigger_slug" text,
	"share_key" text,
	"token_hash" text NOT NULL,
	"secrets" "bytea" NOT NULL,
	"secrets_version" integer NOT NULL,
	"upstream_id" text,
	"kept" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"expires_at" timestamp with time zone,
	"leased_until" timestamp with time zone,
	"last_received_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_endpoints_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "trigger_instances" ADD CONSTRAINT "trigger_instances_account" FOREIGN KEY ("project_id","connected_account_id") REFERENCES "public"."connected_accounts"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "trigger_instances_list" ON "trigger_instances" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "trigger_instances_endpoint" ON "trigger_instances" USING btree ("endpoint_id");--> statement-breakpoint
CREATE INDEX "trigger_instances_due" ON "trigger_instances" USING btree ("next_poll_at") WHERE "trigger_instances"."disabled_at" is null and "trigger_instances"."next_poll_at" is not null;--> statement-breakpoint
CREATE INDEX "trigger_instances_account_index" ON "trigger_instances" USING btree ("connected_account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_endpoints_app" ON "webhook_endpoints" USING btree ("project_id","toolkit","client_id") WHERE "webhook_endpoints"."client_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_endpoints_hook" ON "webhook_endpoints" USING btree ("project_id","account_id","toolkit","share_key") WHERE "webhook_endpoints"."account_id" is not null;--> statement-breakpoint
CREATE INDEX "webhook_endpoints_ending" ON "webhook_endpoints" USING btree ("expires_at") WHERE "webhook_endpoints"."expires_at" is not null;