"""The catalogue: datasets, departments, lists, code lists, legal rules and calendars, as versioned data."""

from chengxin.catalogue.model import Catalogue, CodeList, CodeValue, Dataset, Department, Field, Layout

__all__ = ["Catalogue", "CodeList", "CodeValue", "Dataset", "Department", "Field", "Layout"]
