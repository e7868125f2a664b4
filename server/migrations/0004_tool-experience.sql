CREATE TABLE "tool_outcomes" (
	"project_id" text NOT NULL,
	"tool" text NOT NULL,
	"kind" text NOT NULL,
	"count" integer NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tool_outcomes_project_id_tool_kind_pk" PRIMARY KEY("project_id","tool","kind")
);
--> statement-breakpoint
CREATE TABLE "tool_sequences" (
	"project_id" text NOT NULL,
	"tool" text NOT NULL,
	"next_tool" text NOT NULL,
	"count" integer NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tool_sequences_project_id_tool_next_tool_pk" PRIMARY KEY("project_id","tool","next_tool")
);
--> statement-breakpoint
CREATE INDEX "tool_outcomes_last_seen" ON "tool_outcomes" USING btree ("last_seen_at");--> statement-breakpoint
CREATE INDEX "tool_sequences_last_seen" ON "tool_sequences" USING btree ("last_seen_at");