-- The caps of what a board has, and of the options of its custom fields.

-- Trigger: the rows of a board that are no cards, under the board's clock.
CREATE FUNCTION weir.keep_caps_of_board() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _cap  text := TG_ARGV[0];
  _b    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n LOOP
    _max := weir.cap(_b.workspace_id, _cap);
    CASE _cap
      WHEN 'columns' THEN
        _over := EXISTS (SELECT FROM public.columns r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'swimlanes' THEN
        _over := EXISTS (SELECT FROM public.swimlanes r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'labels' THEN
        _over := EXISTS (SELECT FROM public.labels r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'fields' THEN
        _over := EXISTS (SELECT FROM public.custom_fields r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'limits' THEN
        _over := EXISTS (SELECT FROM public.wip_limits r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'cardTemplates' THEN
        _over := EXISTS (SELECT FROM public.card_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'recurringCards' THEN
        _over := EXISTS (SELECT FROM public.recurring_cards r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'templates' THEN
        _over := EXISTS (SELECT FROM public.answer_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('columns');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.swimlanes REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('swimlanes');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.labels REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('labels');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.custom_fields REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('fields');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('limits');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.answer_templates REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('templates');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_templates REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('cardTemplates');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.recurring_cards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('recurringCards');

-- Trigger on the options of custom fields.
CREATE FUNCTION weir.keep_caps_of_options() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _f   record;
  _max integer;
BEGIN
  FOR _f IN SELECT DISTINCT n.workspace_id, n.board_id, n.field_id FROM new_rows n LOOP
    _max := weir.cap(_f.workspace_id, 'fieldOptions');
    IF EXISTS (SELECT FROM public.field_options o
                WHERE o.workspace_id = _f.workspace_id AND o.board_id = _f.board_id AND o.field_id = _f.field_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('fieldOptions', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.field_options REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_options();
