-- Mentions: `[@Name](person:ID)` in a comment or in a card's description. The id counts, the name is what was typed.

CREATE FUNCTION weir.may_read_boards(_role public.role) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _role IN ('owner', 'manager', 'member', 'viewer')
$$;

CREATE FUNCTION weir.mentioned_ids(_text text) RETURNS uuid[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT DISTINCT m[1]::uuid
                 FROM regexp_matches(_text, '\[@[^][]*\]\(person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)', 'g') m
                WHERE _text LIKE '%](person:%')
$$;

-- The people whom a text mentions, by their names of today: [{id, name}]. Others than readers of the workspace's boards, now
-- or when they left, are no mention.
CREATE FUNCTION weir.mentions(_workspace uuid, _text text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id), '[]')
    FROM unnest(weir.mentioned_ids(_text)) i
    JOIN public.memberships m ON m.workspace_id = _workspace AND m.user_id = i AND weir.may_read_boards(m.role)
    JOIN public.users u       ON u.id = i
$$;

-- A text in which mentions read `@Name`: for its search and previews.
CREATE FUNCTION weir.without_mentions(_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _text LIKE '%](person:%'
              THEN regexp_replace(_text, '\[(@[^][]*)\]\(person:[-0-9a-f]{36}\)', '\1', 'g') ELSE _text END
$$;

-- A text whose mentions of these people contain no name any more.
CREATE FUNCTION weir.without_names_of(_text text, _people uuid[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN cardinality(_people) > 0 AND _text LIKE '%](person:%'
              THEN regexp_replace(_text, '\[@[^][]*\](\(person:(?:' || array_to_string(_people, '|') || ')\))', '[@]\1', 'g')
              ELSE _text END
$$;

-- Notifies whom a text mentions and did not mention before: members who may read the card, except the writer. Each of them
-- once for each comment and once for a card's description (_comment is null), however often it is edited. The index
-- notices_mentioned_once says the same.
CREATE FUNCTION weir.notify_mentioned(
  _workspace uuid, _board uuid, _card uuid, _comment uuid, _before text, _after text, _by uuid, _now timestamptz
) RETURNS void LANGUAGE sql AS $$
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, comment_id, facts, at)
  SELECT _workspace, gen_random_uuid(), m.user_id, _board, 'mentioned', _card, _comment, jsonb_build_object('by', _by), _now
    FROM public.memberships m
   WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND weir.may_read_boards(m.role) AND m.user_id <> _by
     AND m.user_id = ANY (weir.mentioned_ids(_after)) AND m.user_id <> ALL (weir.mentioned_ids(_before))
   ORDER BY m.user_id
  ON CONFLICT DO NOTHING
$$;
