-- The name of a request for a reader. A guest may read only their own request. If theirs duplicates another, they see
-- that one's ref, not its title.
CREATE FUNCTION weir.title_for_reader(_guest uuid, _r public.requests, _ref text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _guest IS NULL OR _guest = _r.guest_id THEN _r.title ELSE _ref END
$$;

-- A notice with all the facts that its words need. An answer never changes, so it is read from its row. For a duplicate
-- the facts include what the original was answered before; a later answer of the original is a notice of its own. A
-- reader whose role can no longer read boards sees nothing of the card or the limits that it is about.
CREATE VIEW weir.notice_documents AS
SELECT n.workspace_id, n.id, n.user_id, n.guest_id, n.request_id, n.at, n.read_at,
       jsonb_build_object('key', b.key, 'name', b.name) AS board,
       CASE WHEN r.id IS NOT NULL THEN jsonb_build_object(
         'number', r.number, 'ref', b.key || '-R' || r.number,
         'title', weir.title_for_reader(n.guest_id, r, b.key || '-R' || r.number)) END AS request,
       CASE WHEN c.id IS NOT NULL THEN jsonb_build_object(
         'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title, 'comment', n.comment_id) END AS card,
       CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('id', k.id, 'name', k.name) END AS board_column,
       n.facts || jsonb_build_object(
         'kind', n.kind,
         'board', b.name,
         'timeZone', coalesce(i.time_zone, 'UTC'),
         'reader', CASE
           WHEN coalesce(n.user_id, n.guest_id) = coalesce(r.requester_id, r.guest_id) THEN 'requester'
           WHEN EXISTS (SELECT FROM public.request_watchers w
                         WHERE w.workspace_id = n.workspace_id AND w.board_id = n.board_id AND w.request_id = n.request_id
                           AND coalesce(w.user_id, w.guest_id) = coalesce(n.user_id, n.guest_id)) THEN 'watcher'
           ELSE 'team' END,
         'request', CASE WHEN r.id IS NOT NULL THEN jsonb_build_object(
           'ref', b.key || '-R' || r.number,
           'title', weir.title_for_reader(n.guest_id, r, b.key || '-R' || r.number),
           'requester', weir.requester(r) ->> 'name',
           'guest', r.guest_id IS NOT NULL,
           'answerBy', weir.instant(r.answer_by),
           'expiresAt', weir.instant(r.expires_at),
           'ticketFrom', weir.ticket_from(r),
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by) END,
         'answer', CASE WHEN n.kind = 'answered' THEN jsonb_build_object(
           'kind', a.kind,
           'message', weir.answer_message(a),
           'until', a.until,
           'card', (SELECT b.key || '-' || c.number FROM public.cards c
                     WHERE c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.request_id = n.request_id),
           'duplicateOf', (SELECT b.key || '-R' || o.number FROM public.requests o
                            WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.id = a.duplicate_of_id),
           'standing', (SELECT jsonb_build_object(
                                 'kind', x.kind, 'reason', x.reason, 'message', weir.answer_message(x), 'until', x.until,
                                 'card', b.key || '-' || c.number,
                                 'own', coalesce(o.requester_id, o.guest_id) = coalesce(n.user_id, n.guest_id))
                          FROM public.answers x
                          JOIN public.requests o ON o.workspace_id = x.workspace_id AND o.board_id = x.board_id AND o.id = x.request_id
                          LEFT JOIN public.cards c ON c.workspace_id = x.workspace_id AND c.board_id = x.board_id AND c.request_id = x.request_id
                         WHERE x.workspace_id = a.workspace_id AND x.board_id = a.board_id AND x.request_id = a.duplicate_of_id
                           AND x.at <= a.at),
           'part', CASE WHEN a.part IS NOT NULL THEN weir.accepted_part(a) END,
           'rest', CASE WHEN a.part IS NOT NULL THEN weir.rest_of(a, b.key) END,
           'redirectedTo', (SELECT jsonb_build_object('ref', t.key || '-R' || o.number, 'board', t.name)
                              FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
                             WHERE o.workspace_id = r.workspace_id AND o.from_board_id = r.board_id AND o.from_request_id = r.id)
         ) END)
       || CASE WHEN weir.is_about_card(n.kind) THEN jsonb_build_object(
         'by', weir.person((n.facts ->> 'by')::uuid) ->> 'name',
         'reason', (SELECT weir.block_reason(k.reason) FROM public.card_blocks k
                     WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.card_id = c.id
                       AND k.id = (n.facts ->> 'block')::uuid),
         'item', (SELECT k.text FROM public.checklist_items k
                   WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.card_id = c.id
                     AND k.id = (n.facts ->> 'item')::uuid),
         'card', CASE WHEN c.id IS NOT NULL THEN jsonb_build_object(
           'ref', b.key || '-' || c.number,
           'title', c.title,
           'comment', weir.without_mentions(x.body)) END)
         WHEN n.kind = 'overridden' THEN jsonb_build_object(
         'by', weir.person((n.facts ->> 'by')::uuid) ->> 'name',
         'limits', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                             'scope', o.scope, 'of', o.of, 'max', o.max, 'load', o.load + o.gain, 'reason', o.reason) ORDER BY o.limit_id), '[]')
                      FROM public.overrides o
                     WHERE o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.seq = (n.facts ->> 'seq')::bigint
                       AND o.mode = 'reason' AND weir.may_read_boards(m.role)))
         WHEN n.kind = 'rest' THEN jsonb_build_object('by', weir.person((n.facts ->> 'by')::uuid) ->> 'name')
         WHEN n.kind = 'slotFree' THEN jsonb_build_object('column', k.name)
         WHEN n.kind = 'trialEnded' THEN jsonb_build_object('again', n.facts -> 'again', 'cause', n.facts -> 'cause')
         WHEN n.kind = 'webhookOff' THEN jsonb_build_object('reason', n.facts ->> 'reason', 'webhook', (
           SELECT w.name FROM public.webhooks w WHERE w.workspace_id = n.workspace_id AND w.id = (n.facts ->> 'webhook')::uuid))
         ELSE '{}' END AS facts
  FROM public.notices n
  JOIN public.boards b        ON b.workspace_id = n.workspace_id AND b.id = n.board_id
  LEFT JOIN public.intakes i  ON i.workspace_id = n.workspace_id AND i.board_id = n.board_id
  LEFT JOIN public.requests r ON r.workspace_id = n.workspace_id AND r.board_id = n.board_id AND r.id = n.request_id
  LEFT JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id AND m.left_at IS NULL
  LEFT JOIN public.cards c    ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id
                             AND weir.may_read_boards(m.role)
  LEFT JOIN public.columns k  ON n.kind = 'slotFree' AND k.workspace_id = n.workspace_id AND k.board_id = n.board_id
                             AND k.id = (n.facts ->> 'column')::uuid AND weir.may_read_boards(m.role)
  LEFT JOIN public.comments x ON x.workspace_id = n.workspace_id AND x.board_id = n.board_id AND x.card_id = c.id AND x.id = n.comment_id
  LEFT JOIN public.answers a  ON a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.request_id;
