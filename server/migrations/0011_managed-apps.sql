CREATE TABLE "managed_apps" (
	"org_id" text NOT NULL,
	"toolkit" text NOT NULL,
	"client_id" text NOT NULL,
	"credentials" "bytea" NOT NULL,
	"credentials_version" integer DEFAULT 1 NOT NULL,
	"scopes" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "managed_apps_org_id_toolkit_pk" PRIMARY KEY("org_id","toolkit")
);
--> statement-breakpoint
ALTER TABLE "managed_apps" ADD CONSTRAINT "managed_apps_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;