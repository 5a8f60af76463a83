-- Most rows have none, so most writes call no function.
ALTER TABLE "public"."cards"
  ADD CONSTRAINT cards_external_id_text CHECK (external_id IS NULL OR length(external_id) <= 200 AND weir.has_visible_text(external_id)),
  ADD CONSTRAINT cards_metadata_texts CHECK (metadata = '{}' OR weir.is_metadata(metadata));
ALTER TABLE "public"."requests"
  ADD CONSTRAINT requests_external_id_text CHECK (external_id IS NULL OR length(external_id) <= 200 AND weir.has_visible_text(external_id)),
  ADD CONSTRAINT requests_metadata_texts CHECK (metadata = '{}' OR weir.is_metadata(metadata));
