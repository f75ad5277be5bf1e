"""Scans: imported, registered, contoured, measured. Heavy imports wait until a command runs."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from app.command_line import (
    IN_FILE,
    IN_PATH,
    JSON,
    OUT_DIR,
    STUDY,
    Bar,
    IsoDate,
    Number,
    Place,
    WrongWords,
    author,
    finish,
    opened,
    rimread,
    say,
)


@rimread.command("import")
@STUDY
@click.argument("paths", nargs=-1, required=True, type=IN_PATH)
@click.option("--subject", help="Pseudonym of the patient; the patient ID in the files otherwise.")
@click.option("--date", "acquired_on", type=IsoDate(), help="Date of the scan, where the file has none (NIfTI).")
@JSON
def import_(study: Path, paths: tuple[Path, ...], subject: str | None, acquired_on: date | None, as_json: bool) -> int:
    """Import scans: DICOM folders, DICOMDIR, zip archives, NIfTI files."""
    from app.usecases.import_scans import import_scans

    with opened(study) as open_study, Bar() as bar:
        outcome = import_scans(
            open_study, paths, subject=subject, acquired_on=acquired_on, author=author(), progress=bar
        )
    volumes = [
        {
            "series": volume.series,
            "shape": list(volume.shape),
            "min": volume.min,
            "max": volume.max,
            "spacing_mm": list(volume.spacing_mm),
            "date": volume.date,
        }
        for volume in outcome.volumes
    ]
    for volume in outcome.volumes:
        say(f"{volume.date}  {volume.series}  ({volume.reason})")
    say(f"{len(volumes)} time point{'' if len(volumes) == 1 else 's'} imported")
    return finish(as_json, {"volumes": volumes, "warnings": list(outcome.warnings)}, outcome.warnings)


@rimread.command()
@STUDY
@click.option("--choose", metavar="SERIES_UID", help="Read this stored series at its time point instead.")
@click.option("--reason", help="Why; required with --choose.")
@JSON
def scans(study: Path, choose: str | None, reason: str | None, as_json: bool) -> int:
    """List the time points, the chosen series and why; or choose another series."""
    from app.usecases.import_scans import choose_series, describe_scans

    given = [text for text in (choose, reason) if text is not None]
    if len(given) == 1 or not all(text.strip() for text in given):
        raise WrongWords("--choose and --reason go together")
    warnings: tuple[str, ...] = ()
    with opened(study) as open_study:
        if choose is not None and reason is not None:
            warnings = choose_series(open_study, series_uid=choose, reason=reason, author=author()).warnings
        rows = describe_scans(open_study)
    for row in rows:
        say(f"{row['subject']}  {row['date']}  {row['series']}  ({row['reason']})")
    return finish(as_json, {"timepoints": rows}, warnings)


@rimread.command()
@STUDY
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--scheduler", metavar="ADDRESS", help="On the workers of this dask.distributed scheduler instead.")
@JSON
@click.pass_context
def register(ctx: click.Context, study: Path, jobs: int, scheduler: str | None, as_json: bool) -> int:
    """Register every time point that is not yet registered to its baseline scan.

    What is finished is kept, whatever happens: run it again to go on. The workers of a cluster must see the study's
    folder under the same path; see docs/cluster.md.
    """
    from app.usecases.register_study import describe_registrations, missing, register_study

    if scheduler is not None and ctx.get_parameter_source("jobs") is click.core.ParameterSource.COMMANDLINE:
        raise WrongWords("--jobs and --scheduler do not go together")
    with opened(study) as open_study:
        waiting = len(missing(open_study))
        with Bar() as bar:
            made = register_study(open_study, jobs=jobs, scheduler=scheduler, author=author(), progress=bar)
        rows = describe_registrations(open_study)
        fresh = describe_registrations(open_study, made)
    for row in fresh:
        trust = "trusted" if row["trusted"] else "NOT TRUSTED"
        say(f"{row['subject']}  {row['date']}  ±{row['error_mm']:.2f} mm  {trust}  {row['seconds']:.1f} s")
    if not waiting:
        say(f"nothing to register: all {len(rows)} visits are registered" if rows else "nothing to register: no visits")
    else:
        by_others = waiting - len(fresh)
        say(f"{len(fresh)} visits registered{f', {by_others} by another run meanwhile' if by_others else ''}")
    warnings = [f"registration of {row['date']} is not to be trusted" for row in rows if not row["trusted"]]
    return finish(as_json, {"registrations": rows}, warnings)


@rimread.command()
@click.argument("reference", type=IN_PATH)
@click.argument("moving", type=IN_PATH)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="ITK transform file.")
@JSON
def pair(reference: Path, moving: Path, out: Path, as_json: bool) -> int:
    """Register two scans (a NIfTI file or a DICOM folder each).

    The transform file sends reference points to moving points, as SimpleITK.Resample(moving, reference, T) takes it.
    """
    from app.usecases.register_study import register_pair_files

    with Bar() as bar:
        result = register_pair_files(reference, moving, out, progress=bar)
    say(f"±{result.error_mm:.2f} mm, {'trusted' if result.trusted else 'NOT TRUSTED'}: {result.reason}")
    facts = {"error_mm": result.error_mm, "trusted": result.trusted, "seconds": result.seconds}
    return finish(as_json, facts, () if result.trusted else ("the registration is not to be trusted",))


@rimread.command()
@STUDY
@click.option("--subject", required=True)
@click.option("--from", "source", type=IN_FILE, help="Mask: NIfTI or DICOM SEG.")
@click.option("--roi", help="Which segment, where the file has several.")
@click.option("--sphere", "diameter_mm", type=Number(), help="Without a mask: an applicator of this diameter, mm.")
@click.option("--at", "centre_mm", type=Place(), help="Middle of the sphere, LPS mm of the scan.")
@click.option("--name", default="C1", show_default=True, help="The cavity's name.")
@click.option("--date", "acquired_on", type=IsoDate(), help="The scan it was drawn on; the baseline scan otherwise.")
@JSON
def cavity(
    study: Path,
    subject: str,
    source: Path | None,
    roi: str | None,
    diameter_mm: float | None,
    centre_mm: tuple[float, float, float] | None,
    name: str,
    acquired_on: date | None,
    as_json: bool,
) -> int:
    """Take a cavity contour from a file, or as an applicator's sphere (--sphere and --at)."""
    from app.usecases.applicator import cavity_from_sphere
    from app.usecases.draw_cavity import cavity_from_file

    where: dict[str, Any] = {"subject": subject, "cavity": name, "acquired_on": acquired_on, "author": author()}
    with opened(study) as open_study:
        if source is not None and diameter_mm is None and centre_mm is None:
            contour = cavity_from_file(open_study, path=source, roi=roi, **where)
        elif source is None and roi is None and diameter_mm is not None and centre_mm is not None:
            contour = cavity_from_sphere(open_study, centre_mm=centre_mm, diameter_mm=diameter_mm, **where)
        else:
            raise WrongWords("give either --from, or --sphere with --at")
    say(f"{contour.cavity}: {contour.volume_ml:.3f} ml, contour version {contour.version}")
    facts = {"cavity": contour.cavity, "version": contour.version, "cavity_ml": round(contour.volume_ml, 4)}
    return finish(as_json, facts)


@rimread.command()
@click.argument("mask", type=IN_FILE)
@click.option("--mm", type=Number(0.1, 50), default=5.0, show_default=True, help="Width of the margin.")
@click.option("--within", type=IN_FILE, help="Cut the margin at this mask (brain).")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="NIfTI file to write.")
@JSON
def margin(mask: Path, mm: float, within: Path | None, out: Path, as_json: bool) -> int:
    """Make the margin around a cavity mask, by signed distance from its sub-voxel surface."""
    from app.usecases.draw_cavity import margin_of_file

    cavity_ml, shell_ml = margin_of_file(mask, mm=mm, within=within, out=out)
    say(f"cavity {cavity_ml:.3f} ml, margin of {mm:g} mm {shell_ml:.3f} ml")
    return finish(as_json, {"cavity_ml": round(cavity_ml, 4), "shell_ml": round(shell_ml, 4)})


@rimread.command()
@click.argument("one", type=IN_FILE)
@click.argument("other", type=IN_FILE)
@click.option("--lesion", "lesions", type=IN_FILE, multiple=True, help="Mask of lesions: does their side change?")
@click.option("--mm", type=Number(0.1, 50), default=5.0, show_default=True, help="Width of the margin.")
@JSON
def contours(one: Path, other: Path, lesions: tuple[Path, ...], mm: float, as_json: bool) -> int:
    """Compare two contours of one cavity (mask files): overlap, surface distances, and the verdict on lesions.

    The masks lie in one frame of reference; their grids may differ.
    """
    from dataclasses import asdict

    from app.usecases.compare_contours import compare_contour_files

    found = compare_contour_files(one, other, lesions, mm=mm)
    agreed, warnings = found.agreement, []
    if agreed is None:
        say("not estimable: a contour is empty")
        warnings.append("a contour is empty")
    else:
        say(f"Dice {agreed.dice:.3f}, surface Dice at 1 mm {agreed.surface_dice:.3f}")
        say(f"surfaces {agreed.mean_mm:.2f} mm apart in the mean, 95 % of them within {agreed.hausdorff95_mm:.2f} mm")
        say(f"{agreed.volume_1_ml:.3f} ml and {agreed.volume_2_ml:.3f} ml")
    for number, side in enumerate(found.lesions, start=1):
        if side is None:
            say(f"lesion {number}: not estimable")
            warnings += [f"lesion {number} is empty"] if agreed is not None else []
            continue
        told = " and ".join("inside" if inside else "outside" for inside in (side.inside_1, side.inside_2))
        verdict = "THE VERDICT CHANGES" if side.changes else "the verdict stays"
        places = f"{side.shortest_1_mm:.1f} mm and {side.shortest_2_mm:.1f} mm from the cavity"
        say(f"lesion {number}: {places}, {told} of the {mm:g} mm margin: {verdict}")
    facts = {
        "agreement": None if agreed is None else asdict(agreed),
        "margin_mm": mm,
        "lesions": [None if side is None else {**asdict(side), "changes": side.changes} for side in found.lesions],
    }
    return finish(as_json, facts, warnings)


@rimread.command()
@STUDY
@OUT_DIR
@JSON
def evolution(study: Path, out: Path, as_json: bool) -> int:
    """Write what enhances at each cavity's wall, visit by visit (evolution.csv and its data dictionary).

    Rim thickness and the enhancing volume within the margin are measured on the scans by the program; they are no
    reading, and set no label.
    """
    from dataclasses import asdict

    from app.usecases.measure_evolution import export_evolution

    with opened(study) as open_study, Bar() as bar:
        outcome = export_evolution(open_study, out, progress=bar)
    measured = sum(row.enhancing_ml is not None for row in outcome.rows)
    say(f"{len(outcome.rows)} rows, {measured} of them measured: {out / 'evolution.csv'}")
    rows = [{**asdict(row), "on": row.on.isoformat()} for row in outcome.rows]
    return finish(as_json, {"evolution": rows}, outcome.warnings)
