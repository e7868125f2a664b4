ALTER TABLE "tool_execution_logs" ADD COLUMN "repairs" jsonb;--> statement-breakpoint
ALTER TABLE "tool_execution_logs" ADD COLUMN "payload" jsonb;--> statement-breakpoint
CREATE INDEX "tool_execution_logs_payload" ON "tool_execution_logs" USING btree ("created_at") WHERE "tool_execution_logs"."payload" is not null;