"""Rigid registrations by other tools, each by the recipe that it ships or its makers teach, and by RimRead.

Each is a function ``(reference, moving) -> moving_from_reference`` (4×4, LPS mm). The tools come with the extra
`peers` and are imported when they are asked for.
"""

from collections.abc import Callable

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from imaging.geometry import Affine
from imaging.itk import axis_matrix, image_from_volume
from imaging.nifti import RAS_FROM_LPS
from imaging.registration import register
from imaging.volume import Volume

THREADS = 2


def plain_simpleitk(reference: Volume, moving: Volume) -> Affine:
    """What SimpleITK's notebooks teach: Mattes mutual information, 1 % of the voxels, gradient descent, 3 levels."""
    fixed, other = (sitk.Cast(image_from_volume(volume), sitk.sitkFloat32) for volume in (reference, moving))
    method = sitk.ImageRegistrationMethod()
    method.SetNumberOfThreads(THREADS)
    method.SetMetricAsMattesMutualInformation(numberOfHistogramBins=50)
    method.SetMetricSamplingStrategy(method.RANDOM)
    method.SetMetricSamplingPercentage(0.01, seed=1)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsGradientDescent(
        learningRate=1.0, numberOfIterations=100, convergenceMinimumValue=1e-6, convergenceWindowSize=10
    )
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetShrinkFactorsPerLevel([4, 2, 1])
    method.SetSmoothingSigmasPerLevel([2, 1, 0])
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOn()
    method.SetInitialTransform(
        sitk.CenteredTransformInitializer(
            fixed, other, sitk.Euler3DTransform(), sitk.CenteredTransformInitializerFilter.GEOMETRY
        )
    )
    return matrix_of(method.Execute(fixed, other).TransformPoint)


def ants_rigid(reference: Volume, moving: Volume) -> Affine:
    """``ants.registration(type_of_transform="Rigid")``."""
    import ants

    def image(volume: Volume) -> "ants.ANTsImage":
        direction, spacing = axis_matrix(volume.grid)
        return ants.from_numpy(
            columns_first(volume), origin=volume.grid.affine[:3, 3].tolist(), spacing=spacing, direction=direction
        )

    found = ants.registration(image(reference), image(moving), type_of_transform="Rigid", random_seed=1)
    (path,) = found["fwdtransforms"]  # an ITK transform of reference points to moving points
    transform = ants.read_transform(path)
    return matrix_of(lambda point: ants.apply_ants_transform_to_point(transform, point))


def greedy_rigid(reference: Volume, moving: Volume) -> Affine:
    """``greedy -a -dof 6 -m NMI -ia-image-centers -n 100x50x10``."""
    from picsl_greedy import Greedy3D

    fixed, other = (sitk.Cast(image_from_volume(volume), sitk.sitkFloat32) for volume in (reference, moving))
    greedy = Greedy3D()
    greedy.execute(
        f"-i fixed moving -a -dof 6 -m NMI -ia-image-centers -n 100x50x10 -threads {THREADS} -V 0 -o found",
        fixed=fixed,
        moving=other,
        found=None,
    )
    return RAS_FROM_LPS @ np.asarray(greedy["found"], dtype=np.float64) @ RAS_FROM_LPS


def elastix_rigid(reference: Volume, moving: Volume) -> Affine:
    """elastix with its default parameter map "rigid"; no picture of the result, which nobody asked for."""
    import itk

    def image(volume: Volume) -> "itk.Image":
        direction, spacing = axis_matrix(volume.grid)
        made = itk.image_from_array(np.ascontiguousarray(volume.values, dtype=np.float32))
        made.SetOrigin(volume.grid.affine[:3, 3].tolist())
        made.SetSpacing(spacing)
        made.SetDirection(direction)
        return made

    parameters = itk.ParameterObject.New()
    recipe = parameters.GetDefaultParameterMap("rigid")
    recipe["WriteResultImage"] = ["false"]
    parameters.AddParameterMap(recipe)
    method = itk.ElastixRegistrationMethod.New(image(reference), image(moving))
    method.SetParameterObject(parameters)
    method.SetLogToConsole(False)
    method.SetNumberOfThreads(THREADS)
    method.Update()
    found = method.GetTransformParameterObject().GetParameterMap(0)
    euler = sitk.Euler3DTransform()
    euler.SetCenter([float(value) for value in found["CenterOfRotationPoint"]])
    euler.SetComputeZYX(found["ComputeZYX"][0] == "true")
    euler.SetParameters([float(value) for value in found["TransformParameters"]])
    return matrix_of(euler.TransformPoint)


def rimread(reference: Volume, moving: Volume) -> Affine:
    """RimRead's own, as `rimread pair` calls it."""
    return register(reference, moving).transform.inverse().matrix


TOOLS: dict[str, Callable[[Volume, Volume], Affine]] = {
    "plain SimpleITK recipe": plain_simpleitk,
    "ANTs rigid": ants_rigid,
    "greedy rigid": greedy_rigid,
    "elastix rigid": elastix_rigid,
    "RimRead": rimread,
}


def columns_first(volume: Volume) -> NDArray[np.float32]:
    """The values with axis order (column, row, slice)."""
    return np.ascontiguousarray(volume.values.transpose(2, 1, 0), dtype=np.float32)


def matrix_of(send: Callable[[list[float]], tuple[float, ...]]) -> Affine:
    """The 4×4 of an affine map of points, from where it sends the origin and 100 mm along each axis."""
    shift = np.asarray(send([0.0, 0.0, 0.0]))
    matrix = np.eye(4)
    matrix[:3, 3] = shift
    for axis in range(3):
        point = [0.0, 0.0, 0.0]
        point[axis] = 100.0
        matrix[:3, axis] = (np.asarray(send(point)) - shift) / 100.0
    return matrix
