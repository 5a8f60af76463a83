SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _queues    uuid[];
  _at_work   uuid[];
  _ahead     jsonb;
BEGIN
  -- Finding a position reads the whole queue of a board, or all its undelivered cards. So only boards are read whose requests
  -- have one.
  SELECT array_agg(DISTINCT r.board_id) FILTER (WHERE r.answered_at IS NULL),
         array_agg(DISTINCT c.board_id) FILTER (WHERE c.board_id IS NOT NULL)
    INTO _queues, _at_work
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r   ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    LEFT JOIN public.cards c ON r.answered_at IS NOT NULL
                            AND c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
                            AND c.delivered_at IS NULL AND c.archived_at IS NULL;
  IF _at_work IS NOT NULL THEN
    SELECT jsonb_object_agg(l.request_id, l.ahead) INTO _ahead
      FROM weir.cards_ahead(_workspace, _at_work) l;
  END IF;

  RETURN QUERY
  -- The queue is sorted once, whatever plan joins it.
  WITH queue AS MATERIALIZED (SELECT p.request_id, p.position FROM weir.queue_positions(_workspace, _queues) p)
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(watchers.members, '{}'),
         jsonb_build_object(
           'number', r.number,
           'ref', b.key || '-R' || r.number,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', CASE WHEN r.guest_id IS NULL THEN jsonb_build_object('id', u.id, 'name', u.name) ELSE weir.requester(r) END,
           'byForm', r.guest_id IS NOT NULL,
           'watchers', watchers.all,
           'submittedAt', weir.instant(r.submitted_at),
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', coalesce((r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by, false),
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', q.position,
           'follows', CASE WHEN r.follows_id IS NOT NULL THEN weir.followed_request(r, b.key) END,
           'redirectedFrom', CASE WHEN r.from_request_id IS NOT NULL THEN weir.redirected_from(r) END)
         || CASE WHEN r.answered_at IS NULL
                 THEN '{"answer": null, "card": null, "work": null, "followedBy": null, "displaced": null,
                        "ticketFrom": null, "ticketUsed": false}'
                 ELSE weir.answered_facts(r, b.key, (_ahead ->> r.id::text)::bigint) END AS facts
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN public.users u    ON u.id = r.requester_id
    LEFT JOIN queue q           ON q.request_id = r.id
   CROSS JOIN LATERAL (
      SELECT array_agg(w.user_id) FILTER (WHERE w.user_id IS NOT NULL) AS members, count(*) AS "all"
        FROM public.request_watchers w
       WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id) watchers;
END $function$;
