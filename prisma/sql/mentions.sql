-- Mentions: `[@Name](person:ID)` and `[@Name](team:ID)` in a comment or in a card's description. The id decides who is mentioned. The
-- name is only text. A mention of a team mentions its members.

CREATE FUNCTION weir.may_read_boards(_role public.role) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _role IN ('owner', 'manager', 'member', 'viewer')
$$;

CREATE FUNCTION weir.mentioned_ids(_text text) RETURNS uuid[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT DISTINCT m[1]::uuid
                 FROM regexp_matches(_text, '\[@[^][]*\]\(person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)', 'g') m
                WHERE _text LIKE '%](person:%')
$$;

CREATE FUNCTION weir.mentioned_teams(_text text) RETURNS uuid[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT DISTINCT m[1]::uuid
                 FROM regexp_matches(_text, '\[@[^][]*\]\(team:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)', 'g') m
                WHERE _text LIKE '%](team:%')
$$;

CREATE FUNCTION weir.has_mentions(_text text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _text LIKE '%](person:%' OR _text LIKE '%](team:%'
$$;

-- The ids of the people that a text mentions, by name or as members of a team.
CREATE FUNCTION weir.mentioned_people(_workspace uuid, _text text) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT weir.mentioned_ids(_text) || ARRAY(
    SELECT t.user_id FROM public.team_members t
     WHERE t.workspace_id = _workspace AND t.team_id = ANY (weir.mentioned_teams(_text)))
$$;

-- The people and teams that a text mentions, with their current names: [{id, name, team?: true}]. Only people who can read the
-- workspace's boards, or could when they left, count.
CREATE FUNCTION weir.mentions(_workspace uuid, _text text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(x.mention ORDER BY x.name, x.id), '[]')
    FROM (SELECT u.id, u.name, jsonb_build_object('id', u.id, 'name', u.name) AS mention
            FROM unnest(weir.mentioned_ids(_text)) i
            JOIN public.memberships m ON m.workspace_id = _workspace AND m.user_id = i AND weir.may_read_boards(m.role)
            JOIN public.users u       ON u.id = i
           UNION ALL
          SELECT t.id, t.name, jsonb_build_object('id', t.id, 'name', t.name, 'team', true)
            FROM public.teams t WHERE t.workspace_id = _workspace AND t.id = ANY (weir.mentioned_teams(_text))) x
$$;

-- The text with each mention as `@Name`, for search and previews.
CREATE FUNCTION weir.without_mentions(_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN weir.has_mentions(_text)
              THEN regexp_replace(_text, '\[(@[^][]*)\]\((person|team):[-0-9a-f]{36}\)', '\1', 'g') ELSE _text END
$$;

-- The text without the names in its mentions of these people.
CREATE FUNCTION weir.without_names_of(_text text, _people uuid[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN cardinality(_people) > 0 AND _text LIKE '%](person:%'
              THEN regexp_replace(_text, '\[@[^][]*\](\(person:(?:' || array_to_string(_people, '|') || ')\))', '[@]\1', 'g')
              ELSE _text END
$$;

-- Notifies the people that a text mentions, by name or as members of a team, and did not mention before: members who may read the
-- card, except the writer. People who join a team later get no notice of an edit. Each person gets one notice for each comment, and
-- one for a card's description (_comment is null), however often the text is edited. The index notices_mentioned_once refuses a
-- second one. Mentioned people watch the card from then on.
CREATE FUNCTION weir.notify_mentioned(
  _workspace uuid, _board uuid, _card uuid, _comment uuid, _before text, _after text, _by uuid, _now timestamptz
) RETURNS void LANGUAGE sql AS $$
  SELECT weir.watch_card(_workspace, _board, _card, ARRAY(
    SELECT m.user_id FROM public.memberships m
     WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND weir.may_read_boards(m.role)
       AND m.user_id = ANY (weir.mentioned_people(_workspace, _after))
       AND m.user_id <> ALL (weir.mentioned_people(_workspace, _before))));
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, comment_id, facts, at)
  SELECT _workspace, gen_random_uuid(), m.user_id, _board, 'mentioned', _card, _comment, jsonb_build_object('by', _by), _now
    FROM public.memberships m
   WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND weir.may_read_boards(m.role) AND m.user_id <> _by
     AND m.user_id = ANY (weir.mentioned_people(_workspace, _after))
     AND m.user_id <> ALL (weir.mentioned_people(_workspace, _before))
     AND weir.notice_via(m.user_id, 'mentioned') <> 'off'
   ORDER BY m.user_id
  ON CONFLICT DO NOTHING
$$;

-- Trigger on comments, whose rows name their writer. A card's row does not say who wrote its description, so the commands that
-- know it notify, and plain SQL that changes a description notifies nobody.
CREATE FUNCTION weir.notify_mentioned_in_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT weir.is_importing() THEN
    PERFORM weir.notify_mentioned(NEW.workspace_id, NEW.board_id, NEW.card_id, NEW.id, coalesce(OLD.body, ''), NEW.body, NEW."by",
                                  coalesce(NEW.edited_at, NEW.at));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_mentioned_on_insert AFTER INSERT ON public.comments FOR EACH ROW
  WHEN (weir.has_mentions(NEW.body)) EXECUTE FUNCTION weir.notify_mentioned_in_comment();
CREATE TRIGGER then_notify_mentioned_on_update AFTER UPDATE OF body ON public.comments FOR EACH ROW
  WHEN (weir.has_mentions(NEW.body)) EXECUTE FUNCTION weir.notify_mentioned_in_comment();
