"""Places the top-level folders gui, trainer and assets under musicpuzzle in the wheel.

Their plain names would collide with other packages in site-packages.
"""

from setuptools import find_packages, setup

MAPPED = ("gui", "trainer")
mapped = [name for folder in MAPPED for name in find_packages(include=[folder, f"{folder}.*"])]

setup(
    packages=[
        *find_packages(include=["musicpuzzle", "musicpuzzle.*"]),
        *(f"musicpuzzle.{name}" for name in mapped),
        "musicpuzzle.assets",
    ],
    package_dir={
        **{f"musicpuzzle.{name}": name.replace(".", "/") for name in mapped},
        "musicpuzzle.assets": "assets",
    },
    package_data={"musicpuzzle.assets": ["**/*"]},
    include_package_data=False,
)
