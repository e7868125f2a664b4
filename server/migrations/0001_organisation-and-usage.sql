CREATE TABLE "consumer_permissions" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"connected_account_id" text NOT NULL,
	"tool_slug" text NOT NULL,
	"toolkit_slug" text NOT NULL,
	"risk_group" text NOT NULL,
	"state" text NOT NULL,
	"source" text NOT NULL,
	"permission_config_version" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consumer_permissions_tool" UNIQUE("project_id","connected_account_id","tool_slug")
);
--> statement-breakpoint
CREATE TABLE "organization_claims" (
	"slug_hash" text PRIMARY KEY NOT NULL,
	"org_id" text NOT NULL,
	"human_email" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"redeemed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tool_execution_logs" ADD COLUMN "auth_config_id" text;--> statement-breakpoint
ALTER TABLE "tool_execution_logs" ADD COLUMN "request_id" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "human_owner_id" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "config" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "consumer_permissions" ADD CONSTRAINT "consumer_permissions_account" FOREIGN KEY ("project_id","connected_account_id") REFERENCES "public"."connected_accounts"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_claims" ADD CONSTRAINT "organization_claims_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organization_claims_org" ON "organization_claims" USING btree ("org_id");--> statement-breakpoint
CREATE INDEX "projects_organization" ON "projects" USING btree ("org_id","created_at");