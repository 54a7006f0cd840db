using Microsoft.AspNetCore.Components;

namespace VideoReview.Web.Shell;

/// <summary>
/// Every component of the pages: it is drawn when it has loaded what it shows, and again when an act has ended, never
/// in between. Drawn half loaded, a page that throws ends its request's scope under a running query, and the
/// connection of that query is lost to the pool for good.
/// </summary>
public abstract class LoadedComponent : ComponentBase, IHandleEvent
{
    private bool isInitialized;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!isInitialized)
        {
            isInitialized = true;
            OnInitialized();
            await OnInitializedAsync();
        }

        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        await item.InvokeAsync(arg);
        StateHasChanged();
    }
}
