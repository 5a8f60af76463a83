-- How a person wants their notices: by topic, in the app and by e-mail, in the app only, or not at all.

-- The topic of a kind of notice. Null for new requests, which have a choice of their own: see new-requests.sql. The same as
-- `topicOf` in packages/domain; a test compares them.
CREATE FUNCTION weir.notice_topic(_kind public.notice_kind) RETURNS public.notice_topic LANGUAGE sql IMMUTABLE AS $$
  SELECT (CASE
    WHEN _kind IN ('assigned', 'mentioned') THEN _kind::text
    WHEN _kind = 'commented' THEN 'comments'
    WHEN _kind IN ('cardBlocked', 'cardUnblocked', 'waitChanged') THEN 'blocks'
    WHEN _kind = 'dueSoon' THEN 'dueDates'
    WHEN _kind = 'overridden' THEN 'overrides'
    WHEN _kind = 'slotFree' THEN 'slots'
    WHEN _kind IN ('question', 'reply') THEN 'messages'
    WHEN _kind IN ('reminder', 'overdue', 'gate', 'webhookOff', 'rest', 'trialEnded') THEN 'deadlines'
    WHEN _kind <> 'newRequest' THEN 'requests' END)::public.notice_topic
$$;

-- Notices to which somebody expects a reaction are mailed.
CREATE FUNCTION weir.default_notice_via(_topic public.notice_topic) RETURNS public.notice_via LANGUAGE sql IMMUTABLE AS $$
  SELECT (CASE WHEN _topic IN ('comments', 'blocks', 'dueDates', 'overrides') THEN 'app' ELSE 'mail' END)::public.notice_via
$$;

CREATE FUNCTION weir.notice_via(_user uuid, _kind public.notice_kind) RETURNS public.notice_via LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT c.via FROM public.notice_choices c WHERE c.user_id = _user AND c.topic = weir.notice_topic(_kind)),
                  weir.default_notice_via(weir.notice_topic(_kind)))
$$;
