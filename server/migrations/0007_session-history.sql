CREATE TABLE "tool_router_session_history" (
	"project_id" text NOT NULL,
	"session_id" text NOT NULL,
	"version" integer NOT NULL,
	"config" jsonb NOT NULL,
	"archived_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tool_router_session_history_version" PRIMARY KEY("session_id","version")
);
--> statement-breakpoint
ALTER TABLE "tool_router_session_history" ADD CONSTRAINT "tool_router_session_history_session_id_tool_router_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."tool_router_sessions"("id") ON DELETE no action ON UPDATE no action;