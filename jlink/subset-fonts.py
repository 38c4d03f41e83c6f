#!/usr/bin/env python3
"""Makes the bundled fonts from the upstream files: ./subset-fonts.py INTER_DIR JETBRAINS_MONO_DIR OUTPUT_DIR

JavaFX cannot switch on OpenType features, so the tabular figures of Inter are made its only ones. The result is called
"Inter Tabular", so that an installed Inter is never taken for it; its semibold stands in for bold. Needs fonttools.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

KEPT = "U+0020-024F,U+0370-03FF,U+0400-045F,U+1E00-1EFF,U+2000-206F,U+20A0-20BF,U+2100-214F,U+2190-21FF,U+2200-22FF,U+25A0-25FF"


def make_figures_tabular(font):
    gsub = font["GSUB"].table
    figures = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    figures.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        table.cmap = {code: figures.get(glyph, glyph) for code, glyph in table.cmap.items()}


def rename(font, family, style):
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    full = family if style == "Regular" else f"{family} {style}"
    texts = {1: family, 2: style, 3: f"Stallscope: {full}", 4: full, 6: family.replace(" ", "") + "-" + style}
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)
        names.setName(text, name_id, 1, 0, 0)
    is_bold = style == "Bold"
    font["OS/2"].usWeightClass = 700 if is_bold else 400
    font["OS/2"].fsSelection = 0x20 if is_bold else 0x40
    font["head"].macStyle = 1 if is_bold else 0


def save(font, target):
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(KEPT))
    subsetter.subset(font)
    font.save(target)


def main(inter, mono, output):
    for source, style in (("Inter-Regular", "Regular"), ("Inter-SemiBold", "Bold")):
        font = TTFont(inter / f"{source}.otf")
        make_figures_tabular(font)
        rename(font, "Inter Tabular", style)
        save(font, output / f"InterTabular-{style}.otf")
    save(TTFont(mono / "JetBrainsMono-Regular.ttf"), output / "JetBrainsMono-Regular.ttf")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
