CREATE TABLE "choice_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"session_id" text NOT NULL,
	"user_id" text NOT NULL,
	"toolkits" jsonb,
	"callback_url" text,
	"expires_at" timestamp with time zone NOT NULL,
	"browser_hash" text,
	"connected_account_id" text,
	"choices" integer DEFAULT 0 NOT NULL,
	"consumed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "choice_links_session" ON "choice_links" USING btree ("project_id","session_id");