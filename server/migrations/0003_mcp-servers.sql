CREATE TABLE "mcp_server_instances" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"project_id" text NOT NULL,
	"server_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mcp_server_instances_user" PRIMARY KEY("server_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "mcp_servers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"toolkits" text[] NOT NULL,
	"auth_config_ids" text[] NOT NULL,
	"allowed_tools" text[] NOT NULL,
	"managed_auth" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "mcp_servers_project_id" UNIQUE("project_id","id")
);
--> statement-breakpoint
ALTER TABLE "mcp_server_instances" ADD CONSTRAINT "mcp_server_instances_server" FOREIGN KEY ("project_id","server_id") REFERENCES "public"."mcp_servers"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mcp_servers" ADD CONSTRAINT "mcp_servers_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mcp_servers_list" ON "mcp_servers" USING btree ("project_id","updated_at");