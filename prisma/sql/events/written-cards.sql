-- The changes of cards, their people, labels, custom fields, checklists, blocks, comments, attachments and links by plain SQL, as events say them.

-- A card's values. Its people, labels, checklist and blocks are rows of their own, and so are their changes.
CREATE FUNCTION weir.written_card_values(_c public.cards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT (weir.card_placed(_c, (SELECT k.split FROM public.columns k
                                 WHERE k.workspace_id = _c.workspace_id AND k.board_id = _c.board_id AND k.id = _c.column_id),
                           NULL) - 'before')
      || jsonb_build_object(
           'title', _c.title, 'description', _c.description, 'classOfService', _c.class_of_service, 'dueOn', _c.due_on,
           'archivedAt', weir.instant(_c.archived_at),
           'request', (SELECT r.number FROM public.requests r
                        WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.id = _c.request_id),
           'externalId', _c.external_id, 'metadata', _c.metadata)
$$;

-- Deleted cards first. Then the cards of a column from the last to the first, each with the card that it is directly
-- before: so a reader can place them one by one.
--
-- Here and below, rows are read by a function in FROM: `(jsonb_populate_record(…)).*` would call it once for each column.
CREATE FUNCTION weir.changes_of_cards(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', coalesce(n.number, o.number)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.column_id, n.rank DESC, n.number DESC, o.number)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.cards, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.cards, i) r) n
        ON n.id = o.id AND n.number = o.number
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.written_card_values(o::public.cards) END,
       CASE WHEN n.id IS NOT NULL THEN weir.written_card_values(n::public.cards) END,
       CASE WHEN n.archived_at IS NULL AND n.id IS NOT NULL
             AND (n.column_id, n.rank, n.archived_at) IS DISTINCT FROM (o.column_id, o.rank, o.archived_at)
            THEN jsonb_build_object('before', weir.card_below(n::public.cards)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- All people of each card whose people changed, before and after.
CREATE FUNCTION weir.changes_of_assignees(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('assigneeIds', to_jsonb(p.was)),
                                        'to', jsonb_build_object('assigneeIds', to_jsonb(p.is))) ORDER BY c.number)
      FROM (SELECT w ->> 'card_id' AS id FROM unnest(_was) w UNION SELECT i ->> 'card_id' FROM unnest(_is) i) t
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = t.id::uuid
     CROSS JOIN LATERAL (SELECT ARRAY(SELECT a.user_id FROM public.card_assignees a
                                       WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = c.id
                                       ORDER BY 1) AS is) s
     CROSS JOIN LATERAL (
       SELECT s.is, ARRAY(
         SELECT u FROM unnest(s.is) u
          WHERE NOT EXISTS (SELECT FROM unnest(_is) i WHERE i ->> 'card_id' = t.id AND (i ->> 'user_id')::uuid = u)
          UNION
         SELECT (w ->> 'user_id')::uuid FROM unnest(_was) w WHERE w ->> 'card_id' = t.id
          ORDER BY 1) AS was) p
     WHERE p.was <> p.is);
END $$;

-- All labels of each card whose labels changed, before and after.
CREATE FUNCTION weir.changes_of_card_labels(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('labelIds', to_jsonb(p.was)),
                                        'to', jsonb_build_object('labelIds', to_jsonb(p.is))) ORDER BY c.number)
      FROM (SELECT w ->> 'card_id' AS id FROM unnest(_was) w UNION SELECT i ->> 'card_id' FROM unnest(_is) i) t
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = t.id::uuid
     CROSS JOIN LATERAL (SELECT ARRAY(SELECT l.label_id FROM public.card_labels l
                                       WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = c.id
                                       ORDER BY 1) AS is) s
     CROSS JOIN LATERAL (
       SELECT s.is, ARRAY(
         SELECT l FROM unnest(s.is) l
          WHERE NOT EXISTS (SELECT FROM unnest(_is) i WHERE i ->> 'card_id' = t.id AND (i ->> 'label_id')::uuid = l)
          UNION
         SELECT (w ->> 'label_id')::uuid FROM unnest(_was) w WHERE w ->> 'card_id' = t.id
          ORDER BY 1) AS was) p
     WHERE p.was <> p.is);
END $$;

-- The custom fields of each card whose values changed, before and after; null: no value.
CREATE FUNCTION weir.changes_of_card_fields(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', p.number,
                                        'from', jsonb_build_object('fields', p.was),
                                        'to', jsonb_build_object('fields', p.is)) ORDER BY p.number)
      FROM (SELECT c.number, jsonb_object_agg(coalesce(n.field_id, o.field_id), v.was) AS was,
                   jsonb_object_agg(coalesce(n.field_id, o.field_id), v.is) AS is
              FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.card_fields, w) r) o
              FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.card_fields, i) r) n
                ON n.card_id = o.card_id AND n.field_id = o.field_id
              JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
             CROSS JOIN LATERAL (
               SELECT weir.field_value(o::public.card_fields) AS was, weir.field_value(n::public.card_fields) AS is) v
             WHERE v.was IS DISTINCT FROM v.is
             GROUP BY c.number) p);
END $$;

-- From the last item of a card to its first: `before` is the item below it; null for the last one.
CREATE FUNCTION weir.changes_of_checklists(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'item', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, c.number, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.checklist_items, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.checklist_items, i) r) n ON n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.checklist_item_values(o::public.checklist_items) END,
       CASE WHEN n.id IS NOT NULL THEN weir.checklist_item_values(n::public.checklist_items) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT x.id FROM public.checklist_items x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = n.card_id
            AND (x.position, x.id) > (n.position, n.id)
          ORDER BY x.position, x.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- `became`: the number of the card that it was turned into.
CREATE FUNCTION weir.checklist_item_values(_i public.checklist_items) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('text', _i.text, 'done', _i.done, 'assigneeId', _i.assignee_id, 'dueOn', _i.due_on,
                            'became', (SELECT c.number FROM public.cards c
                                        WHERE c.workspace_id = _i.workspace_id AND c.board_id = _i.board_id AND c.id = _i.became_id))
$$;

-- The open block of each card that was blocked, unblocked, or blocked for another reason.
CREATE FUNCTION weir.changes_of_blocks(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('blocked', p.was),
                                        'to', jsonb_build_object('blocked', p.is)) ORDER BY c.number)
      FROM (SELECT w ->> 'card_id' AS id FROM unnest(_was) w UNION SELECT i ->> 'card_id' FROM unnest(_is) i) t
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = t.id::uuid
     CROSS JOIN LATERAL (
       SELECT (SELECT weir.block_values(jsonb_populate_record(NULL::public.card_blocks, w)) FROM unnest(_was) w
                WHERE w ->> 'card_id' = t.id AND w ->> 'unblocked_at' IS NULL LIMIT 1) AS was,
              (SELECT weir.block_values(b) FROM public.card_blocks b
                WHERE b.workspace_id = _workspace AND b.board_id = _board AND b.card_id = c.id AND b.unblocked_at IS NULL) AS is) p
     WHERE p.was IS DISTINCT FROM p.is);
END $$;

CREATE FUNCTION weir.block_values(_b public.card_blocks) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('reason', _b.reason, 'since', weir.instant(_b.blocked_at), 'by', _b.blocked_by)
$$;

-- The lease of each card that got one, lost it, or got another end.
CREATE FUNCTION weir.changes_of_leases(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('lease', weir.lease_values(o::public.card_leases)),
                                        'to', jsonb_build_object('lease', weir.lease_values(n::public.card_leases))) ORDER BY c.number)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.card_leases, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.card_leases, i) r) n ON n.card_id = o.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     WHERE weir.lease_values(o::public.card_leases) IS DISTINCT FROM weir.lease_values(n::public.card_leases));
END $$;

CREATE FUNCTION weir.changes_of_comments(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'comment', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id))
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.comments, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.comments, i) r) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.comment_values(o::public.comments) END,
       CASE WHEN n.id IS NOT NULL THEN weir.comment_values(n::public.comments) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.comment_values(_m public.comments) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('text', _m.body, 'by', _m.by, 'at', weir.instant(_m.at))
$$;

CREATE FUNCTION weir.changes_of_attachments(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'attachment', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id))
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.attachments, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.attachments, i) r) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.attachment_values(o::public.attachments) END,
       CASE WHEN n.id IS NOT NULL THEN weir.attachment_values(n::public.attachments) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.attachment_values(_a public.attachments) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('name', _a.name, 'type', _a.type, 'bytes', _a.bytes, 'width', _a.width, 'height', _a.height,
                            'by', _a.by, 'at', weir.instant(_a.at))
$$;

CREATE FUNCTION weir.changes_of_links(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'link', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id), c.number)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.card_links, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.card_links, i) r) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.link_values(o::public.card_links) END,
       CASE WHEN n.id IS NOT NULL THEN weir.link_values(n::public.card_links) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- What the card is to the other one, and the board and number of that one.
CREATE FUNCTION weir.link_values(_l public.card_links) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('kind', _l.kind, 'board', b.key, 'number', c.number)
    FROM public.cards c JOIN public.boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id
   WHERE c.workspace_id = _l.workspace_id AND c.board_id = _l.other_board_id AND c.id = _l.other_card_id
$$;
