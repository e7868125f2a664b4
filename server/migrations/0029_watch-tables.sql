-- Tells every process that keeps rows of a table in memory that the table has changed, at commit.
CREATE FUNCTION "patchbay_note_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('patchbay_rows', tg_table_name);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "patchbay_note_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "api_keys" FOR EACH STATEMENT EXECUTE FUNCTION "patchbay_note_change"();
--> statement-breakpoint
CREATE TRIGGER "patchbay_note_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "auth_configs" FOR EACH STATEMENT EXECUTE FUNCTION "patchbay_note_change"();
--> statement-breakpoint
CREATE TRIGGER "patchbay_note_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "connected_accounts" FOR EACH STATEMENT EXECUTE FUNCTION "patchbay_note_change"();
--> statement-breakpoint
CREATE TRIGGER "patchbay_note_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "consumer_permissions" FOR EACH STATEMENT EXECUTE FUNCTION "patchbay_note_change"();
--> statement-breakpoint
CREATE TRIGGER "patchbay_note_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mcp_servers" FOR EACH STATEMENT EXECUTE FUNCTION "patchbay_note_change"();
--> statement-breakpoint
CREATE TRIGGER "patchbay_note_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "permission_policies" FOR EACH STATEMENT EXECUTE FUNCTION "patchbay_note_change"();
--> statement-breakpoint
CREATE TRIGGER "patchbay_note_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "projects" FOR EACH STATEMENT EXECUTE FUNCTION "patchbay_note_change"();
