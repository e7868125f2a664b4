CREATE TABLE "approvals" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"session_id" text DEFAULT '' NOT NULL,
	"user_id" text,
	"toolkit" text NOT NULL,
	"tool" text NOT NULL,
	"tool_version" text NOT NULL,
	"connected_account_id" text,
	"hash" text NOT NULL,
	"arguments" "bytea",
	"reasons" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"decision" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_answers" (
	"project_id" text NOT NULL,
	"session_id" text NOT NULL,
	"tool" text NOT NULL,
	"account" text NOT NULL,
	"asker" text NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_answers_call" PRIMARY KEY("project_id","session_id","tool","account","asker")
);
--> statement-breakpoint
CREATE TABLE "session_taints" (
	"project_id" text NOT NULL,
	"session_id" text NOT NULL,
	"tool" text NOT NULL,
	"account" text NOT NULL,
	"origin" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_taints_call" PRIMARY KEY("project_id","session_id","tool","account")
);
--> statement-breakpoint
CREATE TABLE "permission_policies" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"effect" text NOT NULL,
	"match" jsonb NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "permission_policies" ADD CONSTRAINT "permission_policies_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approvals_project" ON "approvals" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_pending" ON "approvals" USING btree ("project_id","session_id","hash") WHERE "approvals"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "approvals_call" ON "approvals" USING btree ("project_id","session_id","hash");--> statement-breakpoint
CREATE INDEX "approvals_expiry" ON "approvals" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "permission_policies_project" ON "permission_policies" USING btree ("project_id","priority","created_at");