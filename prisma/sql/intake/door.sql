-- When the place of a waiting request becomes free: when its answer is due. An answer that is overdue or paused by a
-- question can only be counted on when the request expires, with a minute for the sweep. domain has the same 14 days.
CREATE FUNCTION weir.place_free_at(_r public.requests, _now timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _r.paused_at IS NOT NULL THEN _r.paused_at + interval '14 days 1 minute'
              WHEN _r.answer_by > _now      THEN _r.answer_by
              ELSE greatest(_r.expires_at, _now) + interval '1 minute' END
$$;

-- Everything that decides whether a board admits a request of a requester (null: of nobody in particular) at an
-- instant, and when each obstacle ends. `…FreeAt`: when enough places are free for one more request. Redirected
-- requests do not count in the rates.
CREATE FUNCTION weir.door_facts(
  _workspace uuid, _board uuid, _requester uuid, _is_guest boolean, _now timestamptz
) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
           'now', weir.instant(_now),
           'gate', jsonb_build_object('state', i.gate, 'reason', weir.gate_reason(i), 'until', weir.instant(i.gate_until),
                                      'since', weir.instant(i.gate_at), 'by', weir.person(i.gate_by)),
           'gateCause', i.gate_cause, 'gateByItself', i.gate_by_itself,
           'depth', i.depth, 'formDepth', i.form_depth, 'quota', c.quota,
           'highWatermark', i.high_watermark, 'lowWatermark', i.low_watermark, 'sheddable', w.sheddable,
           'perHour', i.per_requester_per_hour, 'perDay', weir.rate_per_day(i))
         || jsonb_build_object(
           'waiting', w.waiting, 'guestsWaiting', w.guests, 'probing', w.probing, 'expediteWaits', w.expedite_ends IS NOT NULL,
           'open', w.open, 'lastHour', s.last_hour, 'lastDay', s.last_day,
           'queueFreeAt', weir.instant(w.ends[w.waiting - i.depth + 1]),
           'formFreeAt', weir.instant(w.guest_ends[w.guests - i.form_depth + 1]),
           'probesFreeAt', weir.instant(w.probe_ends[w.probing - 1]),
           'quotaFreeAt', weir.instant(w.own_ends[w.open - c.quota + 1]),
           'halfQuotaFreeAt', weir.instant(w.own_ends[w.open - greatest(1, c.quota / 2) + 1]),
           'sheddingEndsAt', weir.instant(w.ends[w.waiting - i.high_watermark + 1]),
           'expediteFreeAt', weir.instant(w.expedite_ends),
           'overdueEndsAt', weir.instant(w.overdue_ends),
           'hourFreeAt', weir.instant(s.hour_ends[s.last_hour - i.per_requester_per_hour + 1]),
           'dayFreeAt', weir.instant(s.day_ends[s.last_day - weir.rate_per_day(i) + 1]))
    FROM public.intakes i
   CROSS JOIN LATERAL (
     SELECT CASE WHEN _is_guest THEN i.form_open_per_guest ELSE coalesce(i.open_per_requester, 500) END AS quota,
            weir.counted_as_one(_workspace, _requester, _is_guest) AS requesters) c
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                                      AS waiting,
            (count(*) FILTER (WHERE r.guest_id IS NOT NULL))::int              AS guests,
            (count(*) FILTER (WHERE r.submitted_at >= i.gate_at))::int         AS probing,
            (count(*) FILTER (WHERE r.own))::int                               AS open,
            array_agg(r.ends ORDER BY r.ends)                                  AS ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.guest_id IS NOT NULL)      AS guest_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.submitted_at >= i.gate_at) AS probe_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.own)             AS own_ends,
            jsonb_build_object(
              'standard', jsonb_build_object('plain', count(*) FILTER (WHERE r.class_of_service = 'standard' AND NOT r.by_ticket),
                                             'byTicket', count(*) FILTER (WHERE r.class_of_service = 'standard' AND r.by_ticket)),
              'intangible', jsonb_build_object('plain', count(*) FILTER (WHERE r.class_of_service = 'intangible' AND NOT r.by_ticket),
                                               'byTicket', count(*) FILTER (WHERE r.class_of_service = 'intangible' AND r.by_ticket)))
                                                                               AS sheddable,
            max(r.ends) FILTER (WHERE r.class_of_service = 'expedite')         AS expedite_ends,
            max(r.ends) FILTER (WHERE r.answer_by <= coalesce(r.paused_at, _now)) AS overdue_ends
       FROM (SELECT q.guest_id, q.submitted_at, q.class_of_service, q.by_ticket, q.answer_by, q.paused_at,
                    weir.place_free_at(q, _now) AS ends, coalesce(q.requester_id, q.guest_id) = ANY (c.requesters) AS own
               FROM public.requests q
              WHERE q.workspace_id = i.workspace_id AND q.board_id = i.board_id AND q.answered_at IS NULL) r) w
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                                                      AS last_day,
            (count(*) FILTER (WHERE r.submitted_at > _now - interval '1 hour'))::int           AS last_hour,
            array_agg(r.submitted_at + interval '1 day' ORDER BY r.submitted_at)               AS day_ends,
            array_agg(r.submitted_at + interval '1 hour' ORDER BY r.submitted_at)
              FILTER (WHERE r.submitted_at > _now - interval '1 hour')                         AS hour_ends
       FROM public.requests r
      WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
        AND coalesce(r.requester_id, r.guest_id) = ANY (c.requesters) AND r.from_request_id IS NULL AND r.part_of_id IS NULL
        AND r.submitted_at > _now - interval '1 day' AND r.submitted_at <= _now) s
   WHERE i.workspace_id = _workspace AND i.board_id = _board
$$;

CREATE FUNCTION weir.is_door_refusal(_code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(_code IN ('intake-queue-full', 'form-places-taken', 'requester-quota-reached', 'requester-rate-reached',
                            'intake-gate-shut', 'intake-gate-throttled', 'intake-gate-probing', 'expedite-claim-waiting',
                            'credits-spent'), false)
$$;

-- Passes on a refusal that was caught under the board's clock. One of the door gets the facts of the door, so that the
-- API can name every reason for it as of the same moment. One for lack of credits is of the requester, and has its facts.
CREATE FUNCTION weir.refuse_at_door(
  _refusal jsonb, _workspace uuid, _board uuid, _requester uuid, _is_guest boolean, _class public.class_of_service, _by_ticket boolean, _now timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF weir.is_door_refusal(_refusal ->> 'refused') AND _refusal ->> 'refused' <> 'credits-spent' THEN
    _refusal := _refusal || jsonb_build_object('door', weir.door_facts(_workspace, _board, _requester, _is_guest, _now)
                                                       || jsonb_build_object('claim', _class, 'byTicket', _by_ticket, 'byForm', _is_guest));
  END IF;
  PERFORM weir.exit_command(_refusal);
END $$;
