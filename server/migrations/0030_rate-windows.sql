CREATE UNLOGGED TABLE "rate_windows" (
	"key" text NOT NULL,
	"number" bigint NOT NULL,
	"used" bigint NOT NULL,
	"granted" bigint NOT NULL,
	"keep_until" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_windows_key_number_pk" PRIMARY KEY("key","number")
);
--> statement-breakpoint
CREATE INDEX "rate_windows_kept" ON "rate_windows" USING btree ("keep_until");