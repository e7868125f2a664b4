CREATE TABLE "cli_sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"scope" text NOT NULL,
	"source" text,
	"expires_at" timestamp with time zone NOT NULL,
	"linked_key_id" text,
	"project_id" text,
	"collected_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "codact_failures" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"member_id" text NOT NULL,
	"failure_type" text NOT NULL,
	"toolkit" text,
	"tool" text,
	"tool_version" text,
	"report" jsonb NOT NULL,
	"request_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "cli_sessions_code" ON "cli_sessions" USING btree ("code");--> statement-breakpoint
CREATE INDEX "cli_sessions_expiry" ON "cli_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "codact_failures_project" ON "codact_failures" USING btree ("project_id","created_at");