-- The history of a request reads the changes of its waits. Few events are of this type, so the index stays small.
CREATE INDEX "events_of_request_waits" ON "public"."events" ("workspace_id", "board_id", (("changes" -> 0 ->> 'request')::integer), "seq")
 WHERE "type" = 'request.waitsChanged';
