CREATE TABLE "files" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"session_id" text,
	"toolkit" text,
	"tool" text,
	"filename" text NOT NULL,
	"mimetype" text NOT NULL,
	"md5" text,
	"object_name" text,
	"size" bigint,
	"uploaded_at" timestamp with time zone,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "files_key" UNIQUE("project_id","key")
);
--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "files_project" ON "files" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "files_session" ON "files" USING btree ("session_id","filename");