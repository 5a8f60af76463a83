SELECT set_config('check_function_bodies', 'off', true);

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
   WHERE CASE WHEN n.guest_id IS NULL THEN u.email_verified_at IS NOT NULL AND u.notice_mails ELSE g.mails_off_at IS NULL END
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
