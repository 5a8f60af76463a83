SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.erase_mailbox_of_guest(_workspace uuid, _guest uuid, _email text, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _mailbox bytea := weir.mailbox_of(_email);
BEGIN
  PERFORM FROM public.mailboxes b WHERE b.mailbox = _mailbox FOR UPDATE;
  UPDATE public.mails m
     SET mailbox = NULL, due_at = NULL, failed_at = CASE WHEN m.sent_at IS NULL THEN coalesce(m.failed_at, _now) END,
         error = CASE WHEN m.sent_at IS NULL OR m.error IS NOT NULL THEN weir.erased_text() END
   WHERE m.workspace_id = _workspace
     AND (EXISTS (SELECT FROM public.notices n
                   WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id AND n.guest_id = _guest)
       OR m.guest_id = _guest
       OR EXISTS (SELECT FROM public.form_asks f
                   WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id AND f.id = m.form_ask_id
                     AND f.email = weir.erased_address(f.id)));
  DELETE FROM public.mailboxes b
   WHERE b.mailbox = _mailbox AND NOT EXISTS (SELECT FROM public.mails m WHERE m.mailbox = _mailbox);
END $function$;
