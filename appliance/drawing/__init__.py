"""Drawing pages when they are asked for: one at a time, in the limited worker, a few waiting, what is drawn kept."""

from appliance.drawing.desk import DRAWERS, HELD_MOST, WAITING_MOST, BusyError, DrawingDesk, UndrawableError
from appliance.drawing.failures import Failures

__all__ = ["DRAWERS", "HELD_MOST", "WAITING_MOST", "BusyError", "DrawingDesk", "Failures", "UndrawableError"]
