CREATE TABLE "session_memories" (
	"project_id" text NOT NULL,
	"session_id" text NOT NULL,
	"app" text NOT NULL,
	"facts" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_memories_app" PRIMARY KEY("project_id","session_id","app")
);
