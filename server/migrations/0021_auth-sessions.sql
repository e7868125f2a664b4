CREATE TABLE "auth_sessions" (
	"session_hash" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"connected_account_id" text NOT NULL,
	"held" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "connect_links" ADD COLUMN "browser_hash" text;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_account" FOREIGN KEY ("project_id","connected_account_id") REFERENCES "public"."connected_accounts"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_sessions_account_index" ON "auth_sessions" USING btree ("project_id","connected_account_id");