DROP VIEW weir.notice_documents;

-- CreateEnum
CREATE TYPE "public"."request_mails" AS ENUM ('atOnce', 'hourly', 'daily', 'never');

-- AlterTable
ALTER TABLE "public"."memberships" ADD COLUMN     "request_mails" "public"."request_mails" NOT NULL DEFAULT 'hourly';

-- AlterTable
ALTER TABLE "public"."notices" ADD COLUMN     "mailed_in" UUID,
ADD COLUMN     "request_mails" "public"."request_mails";

-- What the triggers below rely on; Prisma's language has no partial indexes.
CREATE UNIQUE INDEX notices_new_request_once ON public.notices (workspace_id, request_id, user_id) WHERE kind = 'newRequest';
CREATE INDEX notices_to_mail ON public.notices (workspace_id, user_id)
 WHERE request_mails IN ('hourly', 'daily') AND mailed_in IS NULL AND read_at IS NULL;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.may_answer(_role public.role)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _role IN ('owner', 'manager')
$function$;

CREATE OR REPLACE FUNCTION weir.notify_of_new_request()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, request_id, at, request_mails)
  SELECT r.workspace_id, gen_random_uuid(), m.user_id, r.board_id, 'newRequest', r.id, r.submitted_at, m.request_mails
    FROM public.requests r
    JOIN public.memberships m ON m.workspace_id = r.workspace_id AND m.left_at IS NULL AND weir.may_answer(m.role)
    LEFT JOIN public.answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.from_board_id AND a.request_id = r.from_request_id
   WHERE r.workspace_id = NEW.workspace_id AND r.board_id = NEW.board_id AND r.id = NEW.id AND r.answered_at IS NULL
     AND m.user_id IS DISTINCT FROM r.requester_id AND m.user_id IS DISTINCT FROM a.by;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.new_requests_to_mail()
 RETURNS TABLE(workspace_id uuid, user_id uuid, request_mails text, since timestamp with time zone, time_zone text)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT n.workspace_id, n.user_id, m.request_mails::text, min(n.at),
         coalesce(u.time_zone, (array_agg(i.time_zone ORDER BY n.at, n.id))[1], 'UTC')
    FROM public.notices n
    JOIN public.workspaces w   ON w.id = n.workspace_id AND w.archived_at IS NULL
    JOIN public.memberships m  ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id
    JOIN public.users u        ON u.id = n.user_id
    LEFT JOIN public.intakes i ON i.workspace_id = n.workspace_id AND i.board_id = n.board_id
   WHERE n.request_mails IN ('hourly', 'daily') AND n.mailed_in IS NULL AND n.read_at IS NULL
   GROUP BY n.workspace_id, n.user_id, m.request_mails, u.time_zone;
END $function$;

CREATE OR REPLACE FUNCTION weir.mail_new_requests(_workspace uuid, _user uuid, _until timestamp with time zone, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  _mail     uuid := gen_random_uuid();
  _first    uuid;
  _is_wanted boolean;
BEGIN
  PERFORM 1 FROM public.memberships m WHERE m.workspace_id = _workspace AND m.user_id = _user FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND OR EXISTS (
       SELECT FROM public.notices n JOIN public.mails x ON x.workspace_id = n.workspace_id AND x.id = n.mailed_in AND x.due_at IS NOT NULL
        WHERE n.workspace_id = _workspace AND n.user_id = _user AND n.read_at IS NULL) THEN
    RETURN false;
  END IF;
  SELECT n.id INTO _first FROM public.notices n
   WHERE n.workspace_id = _workspace AND n.user_id = _user
     AND n.request_mails IN ('hourly', 'daily') AND n.mailed_in IS NULL AND n.read_at IS NULL AND n.at <= _until
   ORDER BY n.at, n.id LIMIT 1;
  IF _first IS NULL THEN
    RETURN false;
  END IF;
  SELECT weir.wants_new_requests(m, u) INTO _is_wanted
    FROM public.memberships m JOIN public.users u ON u.id = m.user_id
   WHERE m.workspace_id = _workspace AND m.user_id = _user;

  UPDATE public.notices n
     SET mailed_in = CASE WHEN _is_wanted THEN _mail END, request_mails = CASE WHEN _is_wanted THEN n.request_mails ELSE 'never' END
    FROM (SELECT o.id FROM public.notices o
           WHERE o.workspace_id = _workspace AND o.user_id = _user
             AND o.request_mails IN ('hourly', 'daily') AND o.mailed_in IS NULL AND o.read_at IS NULL
           ORDER BY o.id FOR NO KEY UPDATE) o
   WHERE n.workspace_id = _workspace AND n.id = o.id;
  IF _is_wanted THEN
    INSERT INTO public.mails (workspace_id, id, notice_id, at, due_at) VALUES (_workspace, _mail, _first, _now, _now);
  END IF;
  RETURN _is_wanted;
END $function$;

CREATE OR REPLACE FUNCTION weir.wants_new_requests(_m public.memberships, _u public.users)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _m.left_at IS NULL AND weir.may_answer(_m.role) AND _m.request_mails <> 'never'
     AND _u.notice_mails AND _u.email_verified_at IS NOT NULL
$function$;

CREATE OR REPLACE FUNCTION weir.notify_of_answers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT a.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, a.board_id, 'answered', a.request_id, a.at
    FROM new_rows a CROSS JOIN LATERAL weir.people_of_request(a.workspace_id, a.board_id, a.request_id) p
   WHERE p.user_id IS DISTINCT FROM a.by OR p.user_id IS NULL;
  -- Nobody has to be notified any more that it is new. Locked in the order of ids, as everywhere where several are.
  UPDATE public.notices n SET read_at = o.at
    FROM (SELECT o.workspace_id, o.id, a.at FROM new_rows a
            JOIN public.notices o ON o.workspace_id = a.workspace_id AND o.request_id = a.request_id
                                 AND o.kind = 'newRequest' AND o.read_at IS NULL
           ORDER BY o.id FOR NO KEY UPDATE OF o) o
   WHERE n.workspace_id = o.workspace_id AND n.id = o.id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.queue_mails()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.mails (workspace_id, id, notice_id, at, due_at)
  SELECT n.workspace_id, gen_random_uuid(), n.id, n.at, n.at
    FROM new_rows n
    LEFT JOIN public.users u  ON u.id = n.user_id
    LEFT JOIN public.guests g ON g.workspace_id = n.workspace_id AND g.id = n.guest_id
   WHERE (n.kind <> 'newRequest' OR n.request_mails = 'atOnce')
     AND CASE WHEN n.guest_id IS NULL THEN u.email_verified_at IS NOT NULL AND u.notice_mails ELSE g.mails_off_at IS NULL END
     AND (n.kind NOT IN ('question', 'reply') OR NOT EXISTS (
       SELECT FROM public.notices e
         JOIN public.mails m ON m.workspace_id = e.workspace_id AND m.notice_id = e.id AND m.failed_at IS NULL
        WHERE e.workspace_id = n.workspace_id AND e.user_id = n.user_id
          AND e.request_id = n.request_id AND e.kind IN ('question', 'reply') AND e.id <> n.id
          AND e.at > n.at - CASE WHEN e.read_at IS NULL THEN interval '1 day' ELSE interval '15 minutes' END
          AND e.at > n.at - interval '1 day'
          AND NOT EXISTS (
            SELECT FROM public.request_messages x
             WHERE x.workspace_id = n.workspace_id AND x.board_id = n.board_id AND x.request_id = n.request_id
               AND x.by = n.user_id AND x.at > e.at)));
  RETURN NULL;
END $function$;

CREATE VIEW weir.notice_documents AS
 SELECT n.workspace_id,
    n.id,
    n.user_id,
    n.guest_id,
    n.request_id,
    n.at,
    n.read_at,
    jsonb_build_object('key', b.key, 'name', b.name) AS board,
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)))
            ELSE NULL::jsonb
        END AS request,
    (n.facts || jsonb_build_object('kind', n.kind, 'board', b.name, 'timeZone', COALESCE(i.time_zone, 'UTC'::text), 'reader',
        CASE
            WHEN (COALESCE(n.user_id, n.guest_id) = COALESCE(r.requester_id, r.guest_id)) THEN 'requester'::text
            WHEN (EXISTS ( SELECT
               FROM public.request_watchers w
              WHERE ((w.workspace_id = n.workspace_id) AND (w.board_id = n.board_id) AND (w.request_id = n.request_id) AND (COALESCE(w.user_id, w.guest_id) = COALESCE(n.user_id, n.guest_id))))) THEN 'watcher'::text
            ELSE 'team'::text
        END, 'request',
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)), 'requester', (weir.requester(r.*) ->> 'name'::text), 'guest', (r.guest_id IS NOT NULL), 'answerBy', weir.instant(r.answer_by), 'expiresAt', weir.instant(r.expires_at), 'ticketFrom', weir.ticket_from(r.*), 'classOfService', r.class_of_service, 'neededBy', r.needed_by)
            ELSE NULL::jsonb
        END, 'answer',
        CASE
            WHEN (n.kind = 'answered'::public.notice_kind) THEN jsonb_build_object('kind', a.kind, 'message', weir.answer_message(a.*), 'until', a.until, 'card', ( SELECT ((b.key || '-'::text) || c.number)
               FROM public.cards c
              WHERE ((c.workspace_id = n.workspace_id) AND (c.board_id = n.board_id) AND (c.request_id = n.request_id))), 'duplicateOf', ( SELECT ((b.key || '-R'::text) || o.number)
               FROM public.requests o
              WHERE ((o.workspace_id = a.workspace_id) AND (o.board_id = a.board_id) AND (o.id = a.duplicate_of_id))), 'standing', ( SELECT jsonb_build_object('kind', x.kind, 'reason', x.reason, 'message', weir.answer_message(x.*), 'until', x.until, 'card', ((b.key || '-'::text) || c.number), 'own', (COALESCE(o.requester_id, o.guest_id) = COALESCE(n.user_id, n.guest_id))) AS jsonb_build_object
               FROM ((public.answers x
                 JOIN public.requests o ON (((o.workspace_id = x.workspace_id) AND (o.board_id = x.board_id) AND (o.id = x.request_id))))
                 LEFT JOIN public.cards c ON (((c.workspace_id = x.workspace_id) AND (c.board_id = x.board_id) AND (c.request_id = x.request_id))))
              WHERE ((x.workspace_id = a.workspace_id) AND (x.board_id = a.board_id) AND (x.request_id = a.duplicate_of_id) AND (x.at <= a.at))), 'redirectedTo', ( SELECT jsonb_build_object('ref', ((t.key || '-R'::text) || o.number), 'board', t.name) AS jsonb_build_object
               FROM (public.requests o
                 JOIN public.boards t ON (((t.workspace_id = o.workspace_id) AND (t.id = o.board_id))))
              WHERE ((o.workspace_id = r.workspace_id) AND (o.from_board_id = r.board_id) AND (o.from_request_id = r.id))))
            ELSE NULL::jsonb
        END)) AS facts
   FROM ((((public.notices n
     JOIN public.boards b ON (((b.workspace_id = n.workspace_id) AND (b.id = n.board_id))))
     LEFT JOIN public.intakes i ON (((i.workspace_id = n.workspace_id) AND (i.board_id = n.board_id))))
     LEFT JOIN public.requests r ON (((r.workspace_id = n.workspace_id) AND (r.board_id = n.board_id) AND (r.id = n.request_id))))
     LEFT JOIN public.answers a ON (((a.workspace_id = n.workspace_id) AND (a.board_id = n.board_id) AND (a.request_id = n.request_id))));

CREATE CONSTRAINT TRIGGER then_notify_on_insert AFTER INSERT ON public.requests DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.answered_at IS NULL)) EXECUTE FUNCTION weir.notify_of_new_request();
