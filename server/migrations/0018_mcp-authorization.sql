CREATE TABLE "mcp_authorization_records" (
	"model" text NOT NULL,
	"id_hash" text NOT NULL,
	"grant_hash" text,
	"uid_hash" text,
	"payload" "bytea" NOT NULL,
	"consumed_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mcp_authorization_records_model_id_hash_pk" PRIMARY KEY("model","id_hash")
);
--> statement-breakpoint
CREATE INDEX "mcp_authorization_records_grant" ON "mcp_authorization_records" USING btree ("grant_hash");--> statement-breakpoint
CREATE INDEX "mcp_authorization_records_uid" ON "mcp_authorization_records" USING btree ("model","uid_hash");--> statement-breakpoint
CREATE INDEX "mcp_authorization_records_expiry" ON "mcp_authorization_records" USING btree ("expires_at");