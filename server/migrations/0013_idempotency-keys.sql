CREATE TABLE "tool_effects" (
	"project_id" text NOT NULL,
	"key_hash" text NOT NULL,
	"fingerprint" text NOT NULL,
	"owner" text NOT NULL,
	"state" text NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"answer" "bytea",
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tool_effects_key" PRIMARY KEY("project_id","key_hash")
);
--> statement-breakpoint
CREATE INDEX "tool_effects_expiry" ON "tool_effects" USING btree ("expires_at");