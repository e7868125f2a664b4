CREATE TABLE "disconnections" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"connected_account_id" text NOT NULL,
	"auth_config_id" text NOT NULL,
	"toolkit" text NOT NULL,
	"user_id" text NOT NULL,
	"cause" text NOT NULL,
	"outcome" text NOT NULL,
	"revoked_tokens" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"credential" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "disconnections" ADD CONSTRAINT "disconnections_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disconnections_account" ON "disconnections" USING btree ("project_id","connected_account_id");--> statement-breakpoint
CREATE INDEX "disconnections_auth_config" ON "disconnections" USING btree ("project_id","auth_config_id","outcome");