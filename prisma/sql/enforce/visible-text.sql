-- Whether a reader sees anything of a text: more than spaces, control characters and what is drawn as nothing, such as fillers,
-- joiners and the blank Braille pattern. The contract refuses such texts too, and combining marks that stand alone.
-- In PL/pgSQL, because a check would parse a function in SQL again for every statement that writes a row.
CREATE FUNCTION weir.has_visible_text(_text text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN _text ~ ('[^\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F'
               || '\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]');
END $$;
