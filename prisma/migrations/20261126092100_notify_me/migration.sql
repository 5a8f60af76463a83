-- AlterEnum
ALTER TYPE "public"."notice_kind" ADD VALUE 'room';

-- CreateTable
CREATE TABLE "public"."notify_me" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notify_me_pkey" PRIMARY KEY ("workspace_id","board_id","user_id")
);

-- CreateIndex
CREATE INDEX "notify_me_workspace_id_user_id_idx" ON "public"."notify_me"("workspace_id", "user_id");

-- AddForeignKey
ALTER TABLE "public"."notify_me" ADD CONSTRAINT "notify_me_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."notify_me" ADD CONSTRAINT "notify_me_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "public"."memberships"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.default_cap(_cap text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'sessions'       THEN 50      -- of a person: one more ends the oldest
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'newInvitations' THEN 1000    -- of a workspace, created in any 24 hours
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next six
    WHEN 'swimlanes'      THEN 100
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'notifyMe'       THEN 500     -- who wait for a notice of room on a board
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;



CREATE OR REPLACE FUNCTION weir.keep_caps_of_notify_me()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n ORDER BY 1, 2 LOOP
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _b.workspace_id AND board_id = _b.board_id;
    _max := weir.cap(_b.workspace_id, 'notifyMe');
    IF EXISTS (SELECT FROM public.notify_me m WHERE m.workspace_id = _b.workspace_id AND m.board_id = _b.board_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('notifyMe', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.forget_notify_me()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.notify_me m WHERE m.workspace_id = NEW.workspace_id AND m.user_id = NEW.user_id;
  RETURN NULL;
END $function$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.notify_me REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_notify_me();

CREATE TRIGGER then_forget_notify_me AFTER UPDATE OF left_at, role ON public.memberships FOR EACH ROW WHEN (((new.left_at IS NOT NULL) OR (new.role = 'viewer'::public.role))) EXECUTE FUNCTION weir.forget_notify_me();
