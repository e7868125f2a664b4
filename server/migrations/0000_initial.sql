CREATE TABLE "auth_configs" (
	"id" text PRIMARY KEY NOT NULL,
	"uuid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"project_id" text NOT NULL,
	"toolkit" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"auth_scheme" text NOT NULL,
	"credentials" "bytea",
	"credentials_version" integer DEFAULT 0 NOT NULL,
	"public_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"scopes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"user_scopes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"proxy_url" text,
	"tool_access_config" jsonb DEFAULT '{"tools_for_connected_account_creation":[],"tools_available_for_execution":[]}'::jsonb NOT NULL,
	"status" text DEFAULT 'ENABLED' NOT NULL,
	"is_enabled_for_tool_router" boolean DEFAULT true NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "auth_configs_project_id" UNIQUE("project_id","id")
);
--> statement-breakpoint
CREATE TABLE "connect_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"connected_account_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"consumed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_states" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"connected_account_id" text NOT NULL,
	"redirect_uri" text NOT NULL,
	"verifier" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"consumed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connected_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"uuid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"project_id" text NOT NULL,
	"auth_config_id" text NOT NULL,
	"user_id" text NOT NULL,
	"toolkit" text NOT NULL,
	"auth_scheme" text NOT NULL,
	"status" text NOT NULL,
	"status_reason" text,
	"is_disabled" boolean DEFAULT false NOT NULL,
	"word_id" text NOT NULL,
	"alias" text,
	"account_type" text DEFAULT 'PRIVATE' NOT NULL,
	"shared_acl" jsonb,
	"public_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"credential" "bytea",
	"credential_version" integer DEFAULT 0 NOT NULL,
	"token_expires_at" timestamp with time zone,
	"refresh_lease_until" timestamp with time zone,
	"callback_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "connected_accounts_project_id" UNIQUE("project_id","id")
);
--> statement-breakpoint
CREATE TABLE "tool_execution_logs" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"session_id" text,
	"user_id" text,
	"connected_account_id" text,
	"toolkit" text,
	"tool" text NOT NULL,
	"tool_version" text,
	"status" text NOT NULL,
	"upstream_status" integer,
	"error" text,
	"duration_ms" integer NOT NULL,
	"timings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY NOT NULL,
	"org_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"uuid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"auto_id" integer GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_auto_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"org_id" text NOT NULL,
	"project_id" text,
	"member_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" integer PRIMARY KEY NOT NULL,
	"master_key_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"uuid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"auto_id" serial NOT NULL,
	"org_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tool_router_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"user_id" text NOT NULL,
	"config" jsonb NOT NULL,
	"config_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"org_id" text NOT NULL,
	"project_id" text,
	"key_id" text NOT NULL,
	"request_id" text NOT NULL,
	"path" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth_configs" ADD CONSTRAINT "auth_configs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_links" ADD CONSTRAINT "connect_links_account" FOREIGN KEY ("project_id","connected_account_id") REFERENCES "public"."connected_accounts"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD CONSTRAINT "oauth_states_account" FOREIGN KEY ("project_id","connected_account_id") REFERENCES "public"."connected_accounts"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connected_accounts" ADD CONSTRAINT "connected_accounts_auth_config" FOREIGN KEY ("project_id","auth_config_id") REFERENCES "public"."auth_configs"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_router_sessions" ADD CONSTRAINT "tool_router_sessions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_configs_list" ON "auth_configs" USING btree ("project_id","toolkit","created_at");--> statement-breakpoint
CREATE INDEX "connect_links_account_index" ON "connect_links" USING btree ("project_id","connected_account_id");--> statement-breakpoint
CREATE INDEX "oauth_states_account_index" ON "oauth_states" USING btree ("project_id","connected_account_id");--> statement-breakpoint
CREATE INDEX "connected_accounts_user" ON "connected_accounts" USING btree ("project_id","user_id","toolkit");--> statement-breakpoint
CREATE INDEX "connected_accounts_list" ON "connected_accounts" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "connected_accounts_alias" ON "connected_accounts" USING btree ("project_id","user_id","toolkit","alias") WHERE "connected_accounts"."deleted_at" is null and "connected_accounts"."alias" is not null;--> statement-breakpoint
CREATE INDEX "tool_execution_logs_project" ON "tool_execution_logs" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "api_keys_project" ON "api_keys" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "tool_router_sessions_project" ON "tool_router_sessions" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_events_project" ON "audit_events" USING btree ("project_id","id");